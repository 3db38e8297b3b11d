"""Help articles: a problem, its cause and its solution, so that people help themselves."""
