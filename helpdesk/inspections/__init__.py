"""Inspecting devices by checklists, and what needs maintenance."""
