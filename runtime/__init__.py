"""How the project is started, and the repairs of Rasa that every entry point passes through."""
