"""Which texts are nearly the same: their signatures, which of them may be alike, and whether two are."""
