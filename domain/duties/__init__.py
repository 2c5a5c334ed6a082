"""Duties: due dates, alarms, and shares of what a unit owes."""
