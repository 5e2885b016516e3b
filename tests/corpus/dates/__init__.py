"""Tests of the dates that are written in a text."""
