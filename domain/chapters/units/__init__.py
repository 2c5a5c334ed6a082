"""Units: a unit's own file and duties, and its successor."""
