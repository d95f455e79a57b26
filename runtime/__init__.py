"""Running the bot, in four rooms; the programs (``python -m runtime.…``) stand at the top."""
