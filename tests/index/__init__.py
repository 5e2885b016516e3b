"""Tests of the package index: what is found for a question, and how well."""
