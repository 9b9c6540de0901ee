"""Linux packages: one command makes them all, ``python -m resources.installers.linux``."""
