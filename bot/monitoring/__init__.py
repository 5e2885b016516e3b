"""What a maintainer can see of a running process: counts, times and health, and nothing of readers."""
