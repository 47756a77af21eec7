"""What we write to teams about their outcome and their places."""
