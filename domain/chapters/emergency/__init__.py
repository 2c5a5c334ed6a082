"""Emergencies: people first, by limits of minutes."""
