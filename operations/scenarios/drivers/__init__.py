"""Drivers: each plays the same scenarios, by the rules alone, at the counter or over HTTP."""
