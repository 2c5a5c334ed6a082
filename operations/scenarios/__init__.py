"""The rehearsal: whole lives of orders in movable time, for the demonstration."""
