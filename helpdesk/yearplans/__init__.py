"""The preventive plan of a fiscal year: what is promised to the council, and what was kept."""
