"""What people say about sessions and office hours, on pages."""
