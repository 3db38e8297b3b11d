"""One box that looks through everything a person may see."""
