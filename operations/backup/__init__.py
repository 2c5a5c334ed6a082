"""Backup and restore (备份与恢复) of an embedded system: both databases and the keys."""
