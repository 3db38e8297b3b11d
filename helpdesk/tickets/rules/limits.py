"""How much officers may write beside a ticket."""

MOST_MINUTES = 24 * 60
MOST_CHECKS = 50
MOST_CHASE_DAYS = 90
USUAL_CHASE_DAYS = 5
