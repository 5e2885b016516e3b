"""The words of date expressions, a TOML file per language."""
