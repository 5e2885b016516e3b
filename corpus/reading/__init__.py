"""Reading archives: from a path to the articles in it, one reader per format."""
