"""The Telegram bot: the only place that knows Telegram."""
