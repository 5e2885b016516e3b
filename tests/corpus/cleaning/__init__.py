"""Tests of telling text from furniture, and of cutting it into passages."""
