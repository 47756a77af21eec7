"""One answer at a time, as somebody types. Answers JSON, and says what the page should show."""

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict

from accelerator.applications import services
from accelerator.applications.errors import AnswerChanged, Clash
from accelerator.applications.models import Answer
from accelerator.applications.rules.snapshots import is_same
from accelerator.applications.services import Given
from accelerator.applications.services.filing import file_question
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.saving import base_of, given_on_page, store
from accelerator.applications.views.sheets import Sheet, Typed, part_of_sheet, seen_mark
from accelerator.applications.views.writing import BASE, sheet_of
from accelerator.forms.rules import Section
from hub.accounts.sign_in import person_or_none
from hub.core.database import in_transaction
from hub.core.errors import HubError, NotFound
from hub.core.formats import clock
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.errors import problem

LONGEST_ECHO = 400_000


@bp.get("/applications/session")
@open_to(Audience.EVERYONE)
def session_now() -> ResponseReturnValue:
    """Who is signed in here now, and the token for their forms: for a page that has been open for
    longer than its sign-in."""
    person = person_or_none()
    return jsonify(person=str(person.id) if person else None, token=generate_csrf())


@bp.post(f"{BASE}/answers/<key>")
@open_to(Audience.PEOPLE)
def save_one(application_id: UUID, key: str) -> ResponseReturnValue:
    """What one question's fields hold. 409 with both texts when somebody else was there."""
    sheet = sheet_of(application_id)
    try:
        section = _section_of(sheet, key)
        given = given_on_page(sheet, section).get(key)
        if given is not None:
            _save(sheet, section, key=key, given=given)
    except AnswerChanged as clash:
        return _clashed(sheet_of(application_id), key, clash=clash)
    except HubError as refusal:
        return _refused(refusal)
    told = _saved(sheet_of(application_id), section, key=key)
    return jsonify(told | {"changed": given is not None})


@bp.post(f"{BASE}/files/<key>")
@open_to(Audience.PEOPLE)
def upload(application_id: UUID, key: str) -> ResponseReturnValue:
    """A file for a question, sent as it was chosen; or the id of one to take out."""
    sheet = sheet_of(application_id)
    try:
        question, base = file_question(sheet.application, key), base_of(key)
        person, application = sheet.person, sheet.application
        gone, sent = request.form.get("take-out", ""), request.files.get("file")
        if gone:
            detach = services.detach
            in_transaction(lambda: detach(application, key, file_id=gone, base=base, by=person))
        elif sent is not None and sent.filename:
            stored, attach = store(sent, question), services.attach
            in_transaction(lambda: attach(application, key, stored=stored, base=base, by=person))
    except HubError as refusal:
        return _refused(refusal)
    return _files(sheet_of(application_id), key)


def _save(sheet: Sheet, section: Section, *, key: str, given: Given) -> None:
    """Raises: as `save_answer`."""
    person, application = sheet.person, sheet.application
    save = services.save_answer
    try:
        in_transaction(lambda: save(application, key, given=given, by=person))
    except AnswerChanged as clash:
        there = clash.clashes[0]
        if not _is_own_echo(sheet, section, there=there):
            raise
        again = Given(given.value, there.version)
        in_transaction(lambda: save(application, key, given=again, by=person))


def _is_own_echo(sheet: Sheet, section: Section, *, there: Clash) -> bool:
    """Whether what stands there is what this very page sent before, whose answer it never got."""
    for earlier in request.form.getlist("again")[:5]:
        sent = MultiDict(parse_qsl(earlier[:LONGEST_ECHO], keep_blank_values=True))
        sent["v-" + there.key] = "0:"
        value = given_on_page(sheet, section, sent=sent).get(there.key)
        if value is not None and is_same(value.value, there.theirs):
            return True
    return False


def _section_of(sheet: Sheet, key: str) -> Section:
    found = sheet.definition.section_of(key)
    if found is None:
        raise NotFound(_("There is no such question."))
    return found


def _saved(sheet: Sheet, section: Section, *, key: str) -> dict[str, Any]:
    """The new version, and how far the whole is now."""
    answer: Answer | None = sheet.answers.get(key)
    visible = sheet.visible_keys()
    return {
        "key": key,
        "version": answer.version if answer else 0,
        "seen": seen_mark(answer),
        "saved_at": answer.saved_at.isoformat() if answer else None,
        "time": clock(answer.saved_at, sheet.person.zone) if answer else "",
        "hidden": [q.key for q in section.questions if q.key not in visible],
        "steps": [
            {"key": step["key"], "note": step["note"], "side": str(step["side"])}
            for step in sheet.steps()
        ],
        "done": sheet.done,
        "of": len(sheet.progress),
    }


def _clashed(sheet: Sheet, key: str, *, clash: AnswerChanged) -> ResponseReturnValue:
    """With a box to put above the field, in which somebody chooses."""
    there = clash.clashes[0]
    part = part_of_sheet(sheet, _section_of(sheet, key).key, typed=Typed(clashes={key: there}))
    asked = next(each for each in part.asked if each.key == key)
    box = render_template("accelerator/applications/parts/clash_box.html", asked=asked, sheet=sheet)
    theirs = there.theirs if isinstance(there.theirs, str) else None
    at = url_for(
        ".write",
        application_id=sheet.application.id,
        section=part.key,
        _anchor=f"{asked.shown.id}-box",
    )
    more = {"box": box, "seen": asked.seen, "theirs": theirs, "url": at}
    return jsonify(problem(clash) | more), clash.status


def _files(sheet: Sheet, key: str) -> ResponseReturnValue:
    section = _section_of(sheet, key)
    part = part_of_sheet(sheet, section.key)
    asked = next(each for each in part.asked if each.key == key)
    listed = render_template(
        "accelerator/applications/parts/files_list.html", asked=asked, sheet=sheet
    )
    return jsonify(_saved(sheet, section, key=key) | {"listed": listed})


def _refused(refusal: HubError) -> ResponseReturnValue:
    return jsonify(problem(refusal)), refusal.status
