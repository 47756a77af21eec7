"""What can be done about completion and certificates."""
