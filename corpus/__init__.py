"""What was written, and when: reading archives, cleaning, dating, and the store of articles."""
