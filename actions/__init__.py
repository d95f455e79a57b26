"""rasa-sdk actions: tracker → what was heard → tuika → messages. No rule lives here."""
