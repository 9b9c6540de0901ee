"""The form of a monitor: editors, rows, groups, and what stands beside them in the dialog."""
