"""What people are told about things that they wait for."""
