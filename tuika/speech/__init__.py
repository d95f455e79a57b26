"""What is said (话): bubbles, cards, templates."""
