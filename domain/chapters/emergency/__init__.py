"""Emergencies (应急): people first, by limits of minutes."""
