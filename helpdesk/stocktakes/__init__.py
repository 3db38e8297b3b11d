"""Counting devices: what is there, what is missing, and what follows once somebody approves it."""
