"""What has changed since a startup last applied: its own words, and which answers differ.

Nothing here tells what was decided then. In a blind round it does not tell where that was either,
and what is hidden there now, or was then, is not compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from accelerator.applications.models import Application, Revision
from accelerator.applications.rules.carrying import SINCE
from accelerator.forms.rules import LINKS, Definition, Kind, Question, said, visible
from accelerator.reviews.blind import mask_for
from accelerator.reviews.queries.revisions import people_of
from accelerator.reviews.rules.masking import Mask, Names
from accelerator.reviews.rules.wording import Piece, changes
from accelerator.startups.models import ProfileVersion
from accelerator.vocabulary.words import in_words
from hub.core.database import db

#: Files and statements say nothing in words; tables are no texts, and those of people name them.
_NOT_COMPARED = frozenset({Kind.FILE, Kind.STATEMENT, Kind.TEAM, Kind.MATRIX})


@dataclass(frozen=True)
class Changed:
    """An answer that differs. No `pieces`: it was written anew."""

    key: str
    label: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class SinceLast:
    """`words` are the founders' own; `cohort` is where they applied before, which blind readers
    are not told."""

    words: str
    cohort: str
    changed: tuple[Changed, ...]


def since_last(application: Application, revision: Revision, *, blind: bool) -> SinceLast | None:
    """Compared with what the startup handed in to an earlier cohort. None for those who apply for
    the first time."""
    told = revision.answers.get(SINCE)
    words = told.strip() if isinstance(told, str) else ""
    before = _before(application)
    if before is None and not words:
        return None
    mask = _mask(application, revision, before=before) if blind else None
    cohort = in_words(before.application.cohort.name) if before and not blind else ""
    changed = _changed(revision, before, mask=mask) if before else ()
    return SinceLast(mask(words) if mask else words, cohort, tuple(changed))


def _before(application: Application) -> Revision | None:
    """The newest revision of the application before this one, of another cohort."""
    query = (
        select(Revision)
        .join(Revision.application)
        .where(
            Application.startup_id == application.startup_id,
            Application.cohort_id != application.cohort_id,
            Application.submitted_at < application.submitted_at,
            Application.erased_at.is_(None),
            Revision.number == Application.revision,
        )
        .order_by(Application.submitted_at.desc())
        .limit(1)
        .options(contains_eager(Revision.application), joinedload(Revision.form_version))
    )
    return db.session.scalars(query).unique().first()


def _mask(application: Application, revision: Revision, *, before: Revision | None) -> Mask:
    """Covers what the team is called now and what it was called then."""
    ids = {application.id} | ({before.application_id} if before else set())
    people = {name for names in people_of(ids).values() for name in names}
    now = mask_for(application, revision, people=people)
    called = Names(companies=_called_before(application.startup_id))
    then = mask_for(before.application, before, people=()).names if before else Names()
    return Mask(now.names | then | called, now.instead)


def _called_before(startup_id: UUID) -> frozenset[str]:
    query = select(ProfileVersion.profile).where(ProfileVersion.startup_id == startup_id)
    names = (profile.get("name") for profile in db.session.scalars(query))
    return frozenset(str(name) for name in names if name)


def _changed(revision: Revision, before: Revision, *, mask: Mask | None) -> Iterator[Changed]:
    """In the order of the form; only what both forms ask in the same way and show to readers."""
    then = Definition.from_json(before.form_version.definition)
    now = Definition.from_json(revision.form_version.definition)
    for question in (q for section in visible(now, revision.answers) for q in section.questions):
        asked = then.question(question.key)
        if asked is None or asked.kind is not question.kind:
            continue
        if not all(_is_compared(each, blind=mask is not None) for each in (asked, question)):
            continue
        texts = (_text(asked, before), _text(question, revision))
        old, new = (mask(text) if mask else text for text in texts)
        pieces = changes(old, new)
        if pieces is None or pieces:
            yield Changed(question.key, in_words(question.label) or question.key, pieces or ())


def _is_compared(question: Question, *, blind: bool) -> bool:
    if not question.for_reviewers or question.personal or question.kind in _NOT_COMPARED:
        return False
    return not blind or not (question.is_hidden_when_blind or question.kind in LINKS)


def _text(question: Question, revision: Revision) -> str:
    found = said(question, revision.answers.get(question.key))
    return found.link or found.line
