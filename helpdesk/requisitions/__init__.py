"""Requisitions (maombi ya vifaa): asked for, recommended, approved, issued from a store."""
