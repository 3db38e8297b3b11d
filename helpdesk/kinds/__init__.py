"""Requests with a form and approvals of their own, such as the correction of a record."""
