"""Time: calendars, limits, and how a limit is counted."""
