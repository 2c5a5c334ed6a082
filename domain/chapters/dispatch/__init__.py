"""Dispatch: an order goes to a unit, which signs in, or gives it back."""
