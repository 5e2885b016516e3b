"""The report for maintainers: one HTML page that needs nothing else."""
