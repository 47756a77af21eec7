"""What can be asked about completion and certificates."""
