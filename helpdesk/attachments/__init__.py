"""Photos, delivery notes and signed papers that belong to something."""
