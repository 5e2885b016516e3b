"""How an answer looks: one pure renderer each for JSON, the terminal, and Telegram."""
