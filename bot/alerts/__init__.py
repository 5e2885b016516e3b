"""What readers want to be told of, kept encrypted, and what of the archive is new to them."""
