"""Making a council, and in the sample all that ever happened there; the caller commits."""
