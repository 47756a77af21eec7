"""What is true about decisions, releases and feedback, whatever the database says."""
