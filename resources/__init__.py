"""Icons, styles and templates, read with importlib.resources."""
