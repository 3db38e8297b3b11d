"""What the council pays for by the year: support contracts of devices, and licences of programs."""
