"""The unit's own reports, and the catalogue from which all are printed."""
