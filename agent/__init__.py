"""The monitoring agent: everything of API Monitor but the screen."""

__version__ = "0.1.0"
"""The same as in pyproject.toml; here too because a bundle has no package metadata."""
