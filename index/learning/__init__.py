"""Learning weights and thresholds from labelled questions."""
