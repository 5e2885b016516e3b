"""Containers: each turns a stream of bytes into items, or into streams that are looked into in turn."""
