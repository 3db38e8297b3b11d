"""Messages that wait for a network; the program is complete without one."""
