"""What a section's page sent, saved: each answer that was touched, over the version that was seen.

The same for a button without script and for one answer at a time with it.
"""

from typing import Any, BinaryIO, cast

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from accelerator.applications import services
from accelerator.applications.errors import AnswerChanged
from accelerator.applications.rules.snapshots import mark
from accelerator.applications.services import Given
from accelerator.applications.views.sheets import Sheet, Typed, joined
from accelerator.forms.rules import AnswerRefused, Kind, Question, Section, from_form, keep
from hub.core.database import in_transaction
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.files.services import Stored, store_document


def save_section(sheet: Sheet, section: Section) -> Typed:
    """Saves all that can be saved; what is left over stays on the page.

    Raises:
        NotAllowed, CallIsOver: nothing was saved.
    """
    given, typed = given_on_page(sheet, section), Typed()
    person, application = sheet.person, sheet.application
    outcome = in_transaction(lambda: services.save_answers(application, given, by=person))
    typed.errors = dict(outcome.refused)
    typed.clashes = {clash.key: clash for clash in outcome.clashes}
    left = {*typed.errors, *typed.clashes}
    typed.values = {key: each.value for key, each in given.items() if key in left}
    for question in section.questions:
        if question.kind is Kind.FILE:
            _save_files(sheet, question, typed=typed)
    return typed


def given_on_page(
    sheet: Sheet, section: Section, *, sent: MultiDict[str, str] | None = None
) -> dict[str, Given]:
    """What was changed on the page that was `sent` (this request's form), by question."""
    sent = request.form if sent is None else sent
    questions = {question.key: question for question in section.questions}
    here = set(sent.getlist("q-here")) & set(questions)
    found: dict[str, Given] = {}
    for key, value in from_form(sheet.definition, sent, only=here).items():
        mine = _storable(questions[key], value)
        version, seen = _seen(key, sent)
        choice = sent.get(f"settle-{key}", "")
        if choice == "both" and key in sheet.answers:
            mine = joined(questions[key], theirs=sheet.answers[key].value, mine=mine)
        elif choice == "theirs" or mark(mine) == seen:
            continue
        found[key] = Given(mine, version)
    return found


def base_of(key: str) -> int:
    """The version that was seen; a form that says nothing has seen none."""
    return _seen(key, request.form)[0]


def store(upload: FileStorage, question: Question) -> Stored:
    """Looked through before any transaction, for that takes its time.

    Raises: as `store_document`.
    """
    limits = services.limits_for(question)
    return store_document(cast(BinaryIO, upload.stream), upload.filename or "", limits=limits)


def said_wrong(typed: Typed) -> str:
    """Above the form, in a sentence."""
    if typed.clashes:
        names = sorted({clash.author for clash in typed.clashes.values()})
        return _(
            "%(names)s wrote here at the same time. Both texts stand below: please choose.",
            names=", ".join(names),
        )
    return _("Something could not be saved. Everything else was.")


def _storable(question: Question, value: Any) -> Any:
    try:
        return keep(question, value)
    except AnswerRefused:
        return value  # the service says why


def _seen(key: str, sent: MultiDict[str, str]) -> tuple[int, str]:
    """(version, mark). Where two clashed, the newer version is seen only by choosing."""
    if f"clash-{key}" in sent and not sent.get(f"settle-{key}"):
        return -1, ""
    version, _colon, seen = sent.get(f"v-{key}", "").partition(":")
    return (int(version) if version.isascii() and version.isdigit() else 0), seen


def _save_files(sheet: Sheet, question: Question, *, typed: Typed) -> None:
    """A button names what to take out: `deck:0198…`. Several files stand each on the one before."""
    key, base = question.key, base_of(question.key)
    application, person = sheet.application, sheet.person
    name, _colon, gone = request.form.get("take-out", "").partition(":")
    try:
        if name == key and gone:
            in_transaction(
                lambda: services.detach(application, key, file_id=gone, base=base, by=person)
            )
        for upload in request.files.getlist(f"q-{key}"):
            if upload.filename:
                base = _attached(sheet, question, stored=store(upload, question), base=base)
    except AnswerChanged as clash:
        typed.errors[key] = _(
            "%(name)s has put another file here meanwhile. Look at it, then choose yours again.",
            name=clash.clashes[0].author,
        )
    except HubError as refusal:
        typed.errors[key] = str(refusal)


def _attached(sheet: Sheet, question: Question, *, stored: Stored, base: int) -> int:
    """The version that the answer has then."""
    attach, application, person = services.attach, sheet.application, sheet.person
    return in_transaction(
        lambda: attach(application, question.key, stored=stored, base=base, by=person)
    ).version
