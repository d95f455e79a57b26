"""What is answered (回答): plans as bubbles, pictures, counter-arguments, letters, checklists, remedies, law."""
