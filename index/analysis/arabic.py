"""A stemmer for Arabic: what is written as one with the beginning of a word off, then Snowball's for the rest.

Snowball's leaves "and the book" (والكتاب) whole, and an ending where it has taken the article; taking "and" and the
article with its prepositions first, as light stemming does (Larkey, Ballesteros and Connell 2002), finds more.
"""

from __future__ import annotations

import Stemmer

AND = "و"
ARTICLES = ("وال", "بال", "کال", "فال", "ولل", "ال", "لل")
"""The article, alone and after "and", "with", "like", "so" and "for"; the longest first."""
LEAST = 2
"""Letters that must be left when an article is taken; one more for "and", which many words begin with."""
AS_SNOWBALL_WRITES = str.maketrans("یک", "يك")
AS_FOLDED = str.maketrans("يكىةؤأإآ", "یکیهوااا")
SNOWBALL = Stemmer.Stemmer("arabic", 0)


def stem(word: str) -> str:
    """Return the stem of a folded Arabic word."""
    if word.startswith(AND) and len(word) - len(AND) > LEAST:
        word = word.removeprefix(AND)
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= LEAST:
            word = word.removeprefix(article)
            break
    return str(SNOWBALL.stemWord(word.translate(AS_SNOWBALL_WRITES))).translate(AS_FOLDED)
