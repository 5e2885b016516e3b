"""Tests of the cross-encoder, with models made for them."""
