"""One conversation for Telegram and the terminal: what a line asks for, and the reply to it, before any markup."""
