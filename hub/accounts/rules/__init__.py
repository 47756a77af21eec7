"""What is true about accounts, whatever the database says."""
