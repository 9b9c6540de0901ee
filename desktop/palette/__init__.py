"""The palette: one field that finds monitors, commands and settings, and goes there or does it."""
