"""The monitoring agent: everything of API Monitor but the screen."""

__version__ = "0.1.0"
