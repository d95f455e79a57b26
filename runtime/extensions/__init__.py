"""Extensions of Rasa: what its settings name (store, locks, event broker), and the repairs of its code."""
