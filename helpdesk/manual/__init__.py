"""The manual inside the program: councils read it without the internet."""
