"""How interviews look in JSON."""
