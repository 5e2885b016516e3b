"""Sources of site generators: where their articles lie, what is none there, and at which address each of them is."""
