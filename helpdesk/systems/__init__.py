"""The systems that the council uses, their owners, and who knows them in each department."""
