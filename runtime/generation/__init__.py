"""Generation: files of Rasa's that are written from the knowledge."""
