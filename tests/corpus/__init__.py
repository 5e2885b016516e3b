"""Tests of the package corpus: reading, cleaning, dating and keeping articles."""
