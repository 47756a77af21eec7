"""What is true about attendance: no database, no clock."""
