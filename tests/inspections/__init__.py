"""Devices that are looked at by checklists."""
