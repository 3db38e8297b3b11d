"""Preventive maintenance: plans, what they promise, and the work that keeps the promise."""
