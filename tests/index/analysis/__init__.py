"""Tests of the room index/analysis."""
