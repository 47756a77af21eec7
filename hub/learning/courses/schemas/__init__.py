"""How courses look in JSON."""
