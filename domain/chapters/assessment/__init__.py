"""The assessment: what is left out of it, and appeals against it."""
