"""Cost estimates (makisio ya gharama): what is needed, what it costs, and why."""
