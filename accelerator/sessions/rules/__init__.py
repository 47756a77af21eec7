"""What is true about sessions, whatever the database says."""
