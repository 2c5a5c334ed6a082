"""Papers: what is printed about an order, drawn up from its facts and laid out on A4."""
