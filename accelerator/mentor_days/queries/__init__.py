"""What one can ask about mentor days."""
