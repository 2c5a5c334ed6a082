"""Photos and papers of orders: sent in piece by piece, looked at apart, shown like texts."""
