"""Courses, classes and learners of the demo world."""
