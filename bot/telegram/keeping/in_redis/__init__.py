"""What is kept between messages in Redis, for any number of workers."""
