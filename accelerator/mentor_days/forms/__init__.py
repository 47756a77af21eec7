"""Forms about mentor days."""
