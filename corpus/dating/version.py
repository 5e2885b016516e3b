"""The versions of the date rules, by which the store knows what has to be dated anew.

Whoever changes what the rules say raises the number; the next ``dateline index`` then dates from the store, without
reading a file. What changes the claims themselves, such as another way to read a file's name, needs reading: raise
READER_VERSION for that.
"""

from __future__ import annotations

DATES_VERSION = 4
"""Goes up when deciding, weighing, comparing or corrections say something else of the same claims."""
MENTIONS_VERSION = 10
"""Goes up when other mentions are found in the same text, or they mean other days. That is nine tenths of the work of
dating anew, so it is counted apart: after another decision mentions are found anew only where the dates changed."""
