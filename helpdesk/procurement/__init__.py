"""Buying: what is required, what was ordered, received, inspected, accepted and installed."""
