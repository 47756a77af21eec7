"""What is true of applications: pure."""
