"""Mentoring by API: mentors, hours, places, needs, private words, and what staff and houses see."""

from accelerator.mentors.api import giving, hours, houses, mentors, staff, wishes
from accelerator.mentors.api.groups import of_hours, of_mentoring, of_mentors

__all__ = [
    "giving",
    "hours",
    "houses",
    "mentors",
    "of_hours",
    "of_mentoring",
    "of_mentors",
    "staff",
    "wishes",
]
