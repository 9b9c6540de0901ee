"""The command line: what each subcommand is asked, does and prints."""

from agent.cli.arguments import parser
from agent.cli.main import main

__all__ = ["main", "parser"]
