"""Tests of the room index/engine."""
