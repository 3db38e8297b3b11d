"""What a new council needs, and what happens in the sample of one: values alone."""
