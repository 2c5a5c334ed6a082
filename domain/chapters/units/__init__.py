"""Units (承办单位): a unit's own file and duties, and its successor."""
