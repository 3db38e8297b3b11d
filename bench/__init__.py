"""What the pages cost; run with `python -m bench`."""
