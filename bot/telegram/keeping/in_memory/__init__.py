"""What is kept between messages in the memory of this process, and on its disk the numbers of updates."""
