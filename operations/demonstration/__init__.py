"""The demonstration: many scenarios in movable time, then the proof of all that is stored."""
