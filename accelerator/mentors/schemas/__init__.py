"""Mentoring in JSON."""
