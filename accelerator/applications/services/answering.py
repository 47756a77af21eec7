"""Answers are saved one by one, over the version that somebody saw, or not at all."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from accelerator.applications.errors import AnswerChanged, CallIsOver, Clash
from accelerator.applications.models import Answer, Application
from accelerator.applications.permissions import can_edit
from accelerator.applications.queries.applications import (
    answers_of,
    definition_of,
    editing_now,
)
from accelerator.applications.rules.deadlines import Editing
from accelerator.applications.rules.snapshots import is_same
from accelerator.applications.services.files_kept import known_files, let_go
from accelerator.forms.rules import AnswerRefused, Kind, Question, keep
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import acting, record


@dataclass(frozen=True)
class Given:
    """`base` is the version that somebody had before them when they wrote; 0: there was none."""

    value: Any
    base: int


@dataclass
class Outcome:
    """What became of each answer: kept, or somebody else's stands there, or no such answer."""

    saved: dict[str, Answer] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def save_answer(application: Application, key: str, *, given: Given, by: User) -> Answer:
    """One answer; the same value a second time changes nothing, whatever its base.

    Raises:
        NotAllowed, CallIsOver: as `save_answers`.
        AnswerChanged: somebody else has written there since.
        Invalid: no such question, or nothing that can be kept as its answer.
    """
    outcome = save_answers(application, {key: given}, by=by)
    if outcome.clashes:
        raise changed(outcome.clashes)
    if outcome.refused:
        errors = {name: [why] for name, why in outcome.refused.items()}
        raise Invalid(next(iter(outcome.refused.values())), errors=errors)
    return outcome.saved[key]


def save_answers(application: Application, given: dict[str, Given], *, by: User) -> Outcome:
    """Each that can be saved is, whatever becomes of the others. Nothing is demanded of a draft:
    what is required is asked for when it is handed in.

    Raises:
        NotAllowed: not one of those who write.
        CallIsOver: the server's clock says that nothing of it is taken any more.
    """
    _hold_still(application)
    if not can_edit(by, application):
        raise NotAllowed(_("Your part in this team does not allow writing."))
    allowed = editing_now(application)
    _check_open(allowed, application)
    asked = {q.key: q for q in definition_of(application, answers_of(application)).questions}
    outcome, wanted = Outcome(), {}
    for key, each in given.items():
        try:
            wanted[key] = Given(_storable(application, asked.get(key), value=each.value), each.base)
        except AnswerRefused as refusal:
            outcome.refused[key] = refusal.sentence
        if key in wanted and not allowed.allows(key):
            outcome.refused[key] = _("This answer can no longer be changed.")
            del wanted[key]
    for answer in _rows(application, sorted(wanted)):
        _write(answer, wanted[answer.key], outcome=outcome, by=by)
    if any(asked[key].kind is Kind.FILE for key in outcome.saved):
        let_go(application)
    return outcome


def changed(clashes: list[Clash]) -> AnswerChanged:
    names = ", ".join(sorted({clash.author for clash in clashes}))
    return AnswerChanged(
        _("%(name)s has changed this in the meantime. Nothing was overwritten.", name=names),
        clashes,
    )


def _hold_still(application: Application) -> None:
    """Many may save at once; nobody hands in or withdraws meanwhile."""
    held = select(Application.id).where(Application.id == application.id)
    db.session.execute(held.with_for_update(read=True))
    db.session.refresh(application)


def _check_open(allowed: Editing, application: Application) -> None:
    if not allowed:
        sentence = (
            _("This application was withdrawn.")
            if application.withdrawn_at
            else _("The time to change this application is over. What was saved before stands.")
        )
        raise CallIsOver(sentence)


def _storable(application: Application, question: Question | None, *, value: Any) -> Any:
    if question is None:
        raise AnswerRefused(_("There is no such question."))
    kept = keep(question, value)
    return known_files(application, kept) if question.kind is Kind.FILE else kept


def _rows(application: Application, keys: list[str]) -> list[Answer]:
    """Locked in one order, so that two who save several at once never wait for each other. Version
    0 is a row in which nobody has written yet."""
    if not keys:
        return []
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    there = select(Answer.key).where(Answer.application_id == application.id, Answer.key.in_(keys))
    for key in sorted(set(keys) - set(db.session.scalars(there))):
        row = insert(Answer).values(
            application_id=application.id, key=key, value=None, version=0, saved_at=now()
        )
        columns = [Answer.application_id, Answer.key]
        db.session.execute(row.on_conflict_do_nothing(index_elements=columns))
    query = (
        select(Answer)
        .where(Answer.application_id == application.id, Answer.key.in_(keys))
        .order_by(Answer.key)
        .with_for_update(of=Answer)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def _write(answer: Answer, given: Given, *, outcome: Outcome, by: User) -> None:
    if is_same(answer.value, given.value):
        outcome.saved[answer.key] = answer
        return
    if answer.version != given.base:
        outcome.clashes.append(_clash(answer))
        return
    if acting().for_id is not None:
        # Autosaving fills no history; but what staff write in somebody's name is always noted.
        record(
            "application.answered-for",
            answer.application,
            before={"answer": answer.value},
            after={"question": answer.key, "answer": given.value},
        )
    answer.value, answer.version = given.value, answer.version + 1
    answer.author_id, answer.saved_at = by.id, now()
    db.session.flush()
    outcome.saved[answer.key] = answer


def _clash(answer: Answer) -> Clash:
    author = db.session.get(User, answer.author_id) if answer.author_id else None
    name = author.name if author else _("Somebody")
    return Clash(answer.key, answer.value, answer.version, name, answer.saved_at)
