"""Dispatch (派发): an order goes to a unit, which signs in, or gives it back."""
