"""Counts of what the stores hold, which somebody else approves."""
