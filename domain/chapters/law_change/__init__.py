"""Changes of the law (规则更新): another edition or another calendar for a running order."""
