"""The tab “Response”: what a monitor got when it was last good, what when it failed, and what differs."""
