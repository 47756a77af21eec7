"""For how long something can be done: editing what one wrote, answering the survey."""

from datetime import datetime, timedelta

#: Who has written a post can mend it for as long; then it stands, for others have answered it.
EDITABLE_FOR = timedelta(minutes=30)
#: So long can answers to the survey be changed.
CHANGEABLE_FOR = timedelta(days=7)
#: With fewer answers somebody could guess who gave which.
FEWEST_ANSWERS = 3


def can_edit(made_at: datetime, now: datetime) -> bool:
    return now < made_at + EDITABLE_FOR


def can_change(given_at: datetime, now: datetime) -> bool:
    return now < given_at + CHANGEABLE_FOR


def survey_is_open(last_begins_at: datetime | None, now: datetime) -> bool:
    """From the begin of the last session on, so that it can be answered in its last minutes; a
    class without sessions asks at any time."""
    return last_begins_at is None or now >= last_begins_at
