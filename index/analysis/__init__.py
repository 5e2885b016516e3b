"""From text to terms: what counts as a word, and which words count as the same.

Passages and questions go through the same steps: case and accents folded, words and numbers cut out, then each
distinct word becomes its term, its stem in the language of the article. The end of a sentence is kept as a mark between
words. Terms carry no language: a name is the same term in an article of any.
"""

from corpus.language.cutting import ABBREVIATIONS, MARKS, TOKEN, fold, tokens
from corpus.language.detecting import asking_words, language_of, stop_words
from index.analysis.terms import LONGEST, alternatives, archive_term, bare, every_alternative, everywhere, term, terms

__all__ = [
    "ABBREVIATIONS",
    "LONGEST",
    "MARKS",
    "TOKEN",
    "alternatives",
    "archive_term",
    "asking_words",
    "bare",
    "every_alternative",
    "everywhere",
    "fold",
    "language_of",
    "stop_words",
    "term",
    "terms",
    "tokens",
]
