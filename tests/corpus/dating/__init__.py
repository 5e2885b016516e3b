"""Tests of what is decided about dates."""
