"""What we write to teams."""
