"""Measurements, each beside its peers in the same run: on shared machines only ratios count."""
