"""Tests of the room index/answering."""
