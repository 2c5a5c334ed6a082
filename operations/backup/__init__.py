"""Backup and restore of an embedded system: both databases and the keys."""
