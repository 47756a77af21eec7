"""Dated runs of a course, their instructors and their sessions."""
