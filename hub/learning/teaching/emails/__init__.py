"""What those who teach have written to their learners."""
