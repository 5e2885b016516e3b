"""The functions that tell what days a date expression means, one for each rule of rules.toml."""
