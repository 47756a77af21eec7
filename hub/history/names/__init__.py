"""What is called how on a page of history: one line for each action that is recorded, in a file for
each capability. Where two use the same word, the house's own wins."""

from collections import ChainMap

from hub.history.names import (
    applications,
    certificates,
    classes,
    conflicts,
    courses,
    enrolments,
    forms,
    house,
    houses,
    interviews,
    matching,
    mentor_days,
    mentors,
    participations,
    places,
    programmes,
    reviews,
    selection,
    sessions,
    startups,
    study,
    teaching,
)

_FILES = (
    house,
    applications,
    certificates,
    classes,
    conflicts,
    courses,
    enrolments,
    forms,
    houses,
    interviews,
    matching,
    mentor_days,
    mentors,
    participations,
    places,
    programmes,
    reviews,
    selection,
    sessions,
    startups,
    study,
    teaching,
)

ACTIONS = ChainMap(*(file.ACTIONS for file in _FILES))
#: What the kept fields are called; one that is not here is shown by its own name.
FIELDS = ChainMap(*(file.FIELDS for file in _FILES))
#: What the records themselves are called; the kind is the table's name.
SUBJECTS = ChainMap(*(file.SUBJECTS for file in _FILES))
STATES = ChainMap(*(file.STATES for file in _FILES))


def action_name(action: str) -> str:
    """In the reader's language; an action that is not in the table is shown as it was recorded."""
    return str(ACTIONS.get(action, action))


def field_name(field: str) -> str:
    return str(FIELDS.get(field, field))


def subject_name(kind: str) -> str:
    return str(SUBJECTS.get(kind, kind))


def state_name(state: str) -> str:
    return str(STATES.get(state, state))
