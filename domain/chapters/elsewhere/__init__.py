"""Elsewhere (转办): other platforms, from which demands come and to which they go."""
