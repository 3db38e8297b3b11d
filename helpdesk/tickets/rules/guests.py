"""How often somebody may report without signing in."""

from datetime import timedelta

GUEST_WINDOW = timedelta(minutes=10)
MOST_REPORTS_OF_A_GUEST = 10  # from one address, refused ones included
