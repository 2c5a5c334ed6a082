"""Together: orders about one matter, and units that share one order."""
