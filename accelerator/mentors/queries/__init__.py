"""What one can ask about mentors, their places and wishes."""
