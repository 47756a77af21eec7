"""What a member of staff is shown of one application."""

from typing import Any

from accelerator.applications.models import Application, Revision
from accelerator.applications.queries import (
    answers_of,
    deadline_of,
    definition_of,
    last_revision,
    members_of,
    values_of,
)
from accelerator.applications.queries import staff as queries
from accelerator.applications.queries.record import changed_answers, flagged
from accelerator.applications.rules.staff_words import COMMON, STATE_TONES, STATES, reason_name
from accelerator.applications.rules.words import ROLES, TIMINGS
from accelerator.forms.rules import Definition, SectionShown, section_shown, visible
from accelerator.forms.rules.answering import visible_gate
from hub.accounts.queries.history import shown_history_of


def page_of_application(application: Application) -> dict[str, Any]:
    """Drafts show nothing of their answers: they are the team's until they are handed in."""
    answers = answers_of(application)
    definition = definition_of(application, answers)
    revision = last_revision(application)
    given = revision.answers if revision else {}
    return {
        "application": application,
        "cohort": application.cohort,
        "definition": definition,
        "revision": revision,
        "given": given,
        "sections": _sections(definition, revision),
        "flags": flagged(definition, revision),
        "screenings": queries.screenings_of(application),
        "requests": queries.requests_of(application),
        "team": members_of(application),
        "deadline": deadline_of(application),
        "entries": shown_history_of(application),
        "words": {
            "states": STATES,
            "tones": STATE_TONES,
            "timings": TIMINGS,
            "roles": ROLES,
            "common": COMMON,
            "reason": reason_name,
        },
        "changed_keys": changed_answers(definition, values_of(answers), revision=revision),
    }


def _sections(definition: Definition, revision: Revision | None) -> list[SectionShown]:
    if revision is None:
        return []
    gate = visible_gate(definition, revision.answers)
    sections = [gate, *visible(definition, revision.answers)]
    return [section_shown(section) for section in sections]
