"""What we write about mentor days."""
