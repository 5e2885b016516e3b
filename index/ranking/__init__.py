"""Puts candidates in order by what speaks for them."""
