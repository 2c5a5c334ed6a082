"""Scenarios: lives of orders told once, and drivers that play them by the rules or on a system."""
