"""What we write to reviewers, by occasion."""
