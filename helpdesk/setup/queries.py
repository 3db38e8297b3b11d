"""What has been set up already, and whether this installation can work."""
