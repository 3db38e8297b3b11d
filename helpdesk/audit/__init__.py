"""Who did what, and when: a chain in which nothing can be changed unseen."""
