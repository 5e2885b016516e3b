"""Tests of reading archives part by part."""
