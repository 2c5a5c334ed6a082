"""Supervision: reminders, lapses, urging, and who steps in."""
