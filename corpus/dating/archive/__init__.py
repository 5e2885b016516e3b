"""What the articles of an archive tell of each other's dates."""
