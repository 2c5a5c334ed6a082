"""Afterwards: an ended order is reopened, corrected, found false or archived."""
