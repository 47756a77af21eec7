"""How what staff keep of a house looks in JSON."""
