"""The help desk: what people ask for, and what became of it."""
