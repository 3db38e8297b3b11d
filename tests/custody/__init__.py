"""Who holds which device, and the papers of it."""
