"""How labelled questions went, as one HTML page that needs nothing else."""
