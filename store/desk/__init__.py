"""What somebody has at his desk: nothing of it is a fact."""
