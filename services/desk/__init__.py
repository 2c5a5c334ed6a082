"""What somebody has at his desk besides the orders: what he has begun, keeps, or is told."""
