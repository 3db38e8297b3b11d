"""Printed matter: say once what a report holds, then print it as PDF, XLSX, CSV or a web page."""
