"""Looks at everything that Dateline needs, and says of what is wrong what to do about it."""
