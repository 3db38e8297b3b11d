"""Suppliers and outside workshops."""
