"""Tests of the room index/generations."""
