"""Closing: review, callback, recheck, rework, and every way in which an order ends."""
