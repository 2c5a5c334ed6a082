"""Elsewhere: other platforms, from which demands come and to which they go."""
