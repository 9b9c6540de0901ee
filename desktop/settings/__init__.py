"""Where people set how they are told."""
