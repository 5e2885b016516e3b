"""What a text is: its language, its words, its sentences."""
