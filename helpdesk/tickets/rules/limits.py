"""How much officers may write beside a ticket, and how far back."""

from datetime import timedelta

LONGEST_AGO = timedelta(days=366)  # that a call or some work may lie back
MOST_MINUTES = 24 * 60
MOST_CHECKS = 50
MOST_CHASE_DAYS = 90
USUAL_CHASE_DAYS = 5
