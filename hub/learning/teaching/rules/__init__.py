"""What is true of a run that is under way: pure decisions."""
