"""How replies, articles and what is around them look as pages of HTML, and as feeds; no page needs a script."""
