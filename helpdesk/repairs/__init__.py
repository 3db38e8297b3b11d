"""What follows a repair: outside workshops, tests, the sign-off of who uses the device."""
