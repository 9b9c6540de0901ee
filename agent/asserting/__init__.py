"""Whether an answer is what is asserted of it.

``facts`` is the answer, ``values`` compares, ``evaluate`` answers one question; all three are pure and import no
library before a question needs it. ``worker`` and ``workers`` answer those that may take long, in other processes.
"""

FLAG = "--answer-assertions"
"""Makes the program such a process where it is frozen, and there is no Python to start."""
