"""What is given away: wheel and sdist, locks, licences, versions (docs/release.md)."""
