"""What is wrong with this installation, one line a matter, each with its fix."""
