"""The rules of date expressions, each with the function that tells what days it means; grammar.py has their order."""
