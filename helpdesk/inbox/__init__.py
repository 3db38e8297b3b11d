"""E-mail that comes in: it becomes a request or a reply, or waits for somebody to look at it."""
