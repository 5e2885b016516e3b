"""Tests of how Dateline is deployed."""
