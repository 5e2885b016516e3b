"""Who asks, and how a reply looks: command line, terminal chat, Telegram."""
