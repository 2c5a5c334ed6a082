"""What moves: the log of it, and the line on which PostgreSQL tells that there is something new."""
