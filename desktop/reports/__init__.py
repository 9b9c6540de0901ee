"""Where reports are made and planned."""
