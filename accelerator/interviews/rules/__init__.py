"""What is true about interviews, whatever the database says."""
