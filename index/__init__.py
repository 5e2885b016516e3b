"""Which passages fit a question: text analysis, TF-IDF weighting, the inverted file, ranking, answers."""
