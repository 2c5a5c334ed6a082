"""Supervision (督办): reminders, lapses, urging, and who steps in."""
