"""What is true about mentors and their time, whatever the database says."""
