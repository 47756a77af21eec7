"""What is missing before a cohort's matching makes sense, and whom one reminds of it."""

from enum import StrEnum


class Missing(StrEnum):
    #: Mentors who were asked and have not said yes or no.
    ANSWER = "answer"
    #: Mentors who said yes and have not agreed to the code of conduct.
    CODE = "code"
    #: Mentors who said yes and have not said when they have time.
    HOURS = "hours"
    #: Startups that have not said what they need; and when they have time.
    NEEDS = "needs"
    STARTUP_HOURS = "startup-hours"
