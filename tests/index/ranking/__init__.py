"""Tests of the room index/ranking."""
