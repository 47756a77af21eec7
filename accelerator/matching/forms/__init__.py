"""What people say about pairs, on pages."""
