"""Who holds which device: the papers of each hand-over, and what a holder says of them."""
