"""Facts (事实): what can be known of a case, what follows from what, where the order stands, which day is which."""
