"""Keeping the data: one-file backups that are verified, and a way back from them."""
