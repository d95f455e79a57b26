"""What tests, benchmarks and tools start and play alike: the bot, its users, the services' counterparts."""
