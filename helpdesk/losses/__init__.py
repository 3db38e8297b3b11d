"""Devices lost or stolen: told, sought, found again, or written off."""
