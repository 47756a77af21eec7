"""Who has a place in a class, who waits, and on what terms."""
