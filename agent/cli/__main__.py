"""``python -m agent.cli``: the command line without the window's entry point."""

import sys

from agent.cli import main

sys.exit(main(sys.argv[1:]))
