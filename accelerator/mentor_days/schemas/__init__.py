"""Mentor days in JSON."""
