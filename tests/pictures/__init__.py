"""Pictures of the bot's replies for the documentation: the real process's, drawn as a phone would show them."""
