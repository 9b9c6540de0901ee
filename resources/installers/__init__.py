"""Makes the packages of each system from the bundle; not part of the program."""
