"""What is true about ways in, reminders and notices: no database, no clock."""
