"""Who was in a class session, and for how many minutes."""
