"""Spare parts and consumables: what lies in the store and what it is worth."""
