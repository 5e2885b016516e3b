"""Tests of telling languages, and of cutting text into words and sentences."""
