"""What is true of classes, whatever the database says."""
