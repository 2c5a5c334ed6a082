"""Afterwards (办结之后): an ended order is reopened, corrected, found false or archived."""
