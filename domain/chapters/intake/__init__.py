"""Intake: a demand is written down, and the desk decides about it first."""
