"""The window of API Monitor: it sees the agent only through messages."""
