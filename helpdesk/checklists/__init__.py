"""What is looked at on a device, in which order and within which limits."""
