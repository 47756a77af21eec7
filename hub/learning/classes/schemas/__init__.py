"""Classes in JSON."""
