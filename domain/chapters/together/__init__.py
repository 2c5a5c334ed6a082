"""Together (关联与协办): orders about one matter, and units that share one order."""
