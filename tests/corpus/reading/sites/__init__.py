"""Tests of what is known of site generators' sources."""
