"""The rule pack's model: the law of one place as data."""
