"""Reading an archive part by part, on any number of machines, and putting together what came of it."""
