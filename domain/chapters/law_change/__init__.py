"""Changes of the law: another edition or another calendar for a running order."""
