"""The domain of 退卡帮: what a case is, how an order moves, and the plan that follows. Nothing of Rasa in it."""
