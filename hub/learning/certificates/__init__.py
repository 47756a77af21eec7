"""What was completed, and certificates that anybody can verify."""
