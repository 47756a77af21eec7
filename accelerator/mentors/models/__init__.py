"""Mentors, what they give, what startups ask for, and when both have time."""

from accelerator.mentors.ledger import EngagedBy, Engagement
from accelerator.mentors.models.asking import MentoringWish, Preference, Side
from accelerator.mentors.models.availability import (
    Availability,
    AvailabilityException,
    OutsideBusy,
    OutsideCalendar,
)
from accelerator.mentors.models.giving import (
    GivingState,
    Mentoring,
    MentorPlaces,
    OrganisationPlaces,
)
from accelerator.mentors.models.mentors import AwaitedMentor, Mentor, Sight, Way

__all__ = [
    "Availability",
    "AvailabilityException",
    "AwaitedMentor",
    "EngagedBy",
    "Engagement",
    "GivingState",
    "Mentor",
    "MentorPlaces",
    "Mentoring",
    "MentoringWish",
    "OrganisationPlaces",
    "OutsideBusy",
    "OutsideCalendar",
    "Preference",
    "Side",
    "Sight",
    "Way",
]
