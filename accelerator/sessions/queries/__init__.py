"""What can be asked about sessions and office hours."""
