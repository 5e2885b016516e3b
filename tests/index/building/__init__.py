"""Tests of the room index/building."""
