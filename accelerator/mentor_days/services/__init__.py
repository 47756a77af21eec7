"""What one can do with mentor days."""
