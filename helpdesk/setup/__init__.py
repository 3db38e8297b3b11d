"""The first hour: a council of one's own, or a sample of one to look around in."""
