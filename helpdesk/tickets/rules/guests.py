"""How often somebody may report or answer without signing in."""

from datetime import timedelta

GUEST_WINDOW = timedelta(minutes=10)
MOST_REPORTS_OF_A_GUEST = 10  # from one address, or about one report; refused ones included
