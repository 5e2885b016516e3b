"""Tests of Dateline, and the tools that they need."""
