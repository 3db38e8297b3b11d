"""Devices that leave: a board surveys them, somebody decides, and they are disposed of."""
