"""What is printed on a certificate, taken once and kept as it was."""

from datetime import datetime
from typing import Any

from accelerator.vocabulary.words import Words, in_words
from hub.core.i18n import LANGUAGES
from hub.core.walltime import to_wall
from hub.learning.certificates import issuer
from hub.learning.certificates.models import Completion
from hub.learning.certificates.queries.inputs import Steps
from hub.learning.certificates.rules.badges import instant
from hub.learning.certificates.wording import rule_in_words
from hub.learning.classes.models import ClassRun

VERSION = 1


def of_run(run: ClassRun, *, rule: Words) -> dict[str, Any]:
    """What is the same on all certificates of a run."""
    return {
        "v": VERSION,
        "course": {
            "slug": run.course.slug,
            "title": in_all(run.course.title),
            "summary": in_all(run.course.summary),
            "version": run.of_version.number,
        },
        "class": {"slug": run.slug, "title": in_all(run.name)},
        "language": run.language if run.language in LANGUAGES else "en",
        "starts_on": _day(run.starts_at, run.zone),
        "ends_on": _day(run.ends_at, run.zone),
        "zone": run.zone,
        "hours": run.course.hours,
        "mode": str(run.mode),
        "instructors": [
            {"name": each.user.name, "title": each.title}
            for each in run.instructors
            if each.left_at is None
        ],
        "rule": rule,
        "issuer": {"name": issuer.NAME, "url": issuer.home(), "did": issuer.did()},
    }


def of_person(completion: Completion, *, number: str, at: datetime) -> dict[str, Any]:
    """What is one's own: the name is the profile's at this moment."""
    enrolment = completion.enrolment
    organisation = enrolment.organisation
    return {
        "number": number,
        "name": enrolment.user.name,
        "organisation": organisation.name if organisation else "",
        "completed_on": _day(completion.completed_at, enrolment.run.zone),
        "issued_at": instant(at),
    }


def renamed(old: dict[str, Any], *, name: str, number: str, at: datetime) -> dict[str, Any]:
    """The same certificate under another name; everything else is as it was printed."""
    return old | {"name": name, "number": number, "issued_at": instant(at)}


def rule_of_completion(completion: Completion, steps: Steps) -> Words:
    return rule_in_words(completion.rule.tree, steps)


def in_all(words: Words) -> Words:
    """In each of our languages; where nothing was written, what readers of it are shown."""
    return {code: in_words(words, code) for code in LANGUAGES}


def _day(at: datetime | None, zone: str) -> str | None:
    return to_wall(at, zone).date().isoformat() if at else None
