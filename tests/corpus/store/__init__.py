"""Tests of archive.db."""
