"""What the bot keeps between messages: in this process, or in Redis for several workers behind one webhook."""
