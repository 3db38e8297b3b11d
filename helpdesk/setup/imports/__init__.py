"""Reading the files that ship with the program, and those that a council writes itself."""
