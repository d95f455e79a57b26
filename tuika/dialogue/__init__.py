"""The talk (对话): what is remembered, what was heard, which move makes the turn."""
