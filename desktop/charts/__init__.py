"""Charts of a monitor's history. Only ``latency`` and ``uptime`` load pyqtgraph, which takes its time: import them
after the first paint."""
