"""The offline kit: how large it is, itself, and what comes back from it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from hub.core.database import transaction
from hub.core.errors import HubError, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.core.ids import new_secret
from hub.files.words import size
from hub.history.services import Acting, acting_as
from hub.learning.study.forms import ANSWER, ReturnForm
from hub.learning.study.kit_making import kit_of, size_of, write_kit
from hub.learning.study.queries.kits import kit_with
from hub.learning.study.rules.kits import LONGEST_RETURN, NotReadable, Returned, read_return
from hub.learning.study.services.kits import Taken, make_kit, take_return
from hub.learning.study.views.blueprint import bp
from hub.learning.study.views.doors import RUN, reader_at
from hub.web.access import Audience, open_to

#: Of several files sent at once.
MOST_RETURNS = 60


@dataclass(frozen=True)
class Outcome:
    taken: Taken | None = None
    refusal: HubError | None = None


@bp.get(f"{RUN}/kit")
@open_to(Audience.PEOPLE)
def kit(slug: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    sizes = {}
    if reader.enrolment is not None:
        as_long = new_secret()  # and as hard to compress as the one that will be in it
        for which in (True, False):
            made = kit_of(reader.enrolment, as_long, with_files=which)
            sizes[which] = size(size_of(made))
    return render_template(
        "hub/learning/study/kit.html",
        reader_here=reader,
        run=reader.run,
        sizes=sizes,
        form=ReturnForm(),
    )


@bp.get(f"{RUN}/kit.zip")
@open_to(Audience.PEOPLE)
def kit_zip(slug: str) -> Response:
    reader = reader_at(slug)
    with transaction():
        token = make_kit(reader.learner, by=reader.person)
    made = kit_of(reader_at(slug).learner, token, with_files=request.args.get("files") != "no")
    packed = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with the response
    write_kit(made, packed)
    packed.seek(0)
    name = f"{slug}-{language()}.zip"
    response = send_file(packed, "application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/kit-answers")
@open_to(Audience.EVERYONE)
def kit_answers() -> ResponseReturnValue:
    """A kit looks here whether the hub can be reached, so pages from elsewhere may (without reading
    a word of it)."""
    page = render_template("hub/learning/study/kit_answers.html", form=ReturnForm(), outcomes=[])
    return page, {"Cross-Origin-Resource-Policy": "cross-origin"}


@bp.post("/kit-answers")
@open_to(Audience.EVERYONE)
def take_kit_answers() -> ResponseReturnValue:
    """From a page on somebody's disk, or from the form of `kit_answers`. The kit's own token says
    whose answers they are; no session does."""
    form = ReturnForm()
    outcomes = [_taken(each) for each in _returns(form)] if form.validate() else []
    refusals = [each.refusal.status for each in outcomes if each.refusal]
    if not outcomes and not form.errors:
        form.refuse("answers", _("Please paste the text, or choose a file."))
    taken = bool(outcomes) and not refusals
    page = render_template(
        "hub/learning/study/kit_answers.html",
        form=ReturnForm(formdata=None) if taken else form,
        outcomes=outcomes,
    )
    return page, 200 if taken else refusals[0] if refusals else 422


def _taken(returned: Returned | HubError) -> Outcome:
    if isinstance(returned, HubError):
        return Outcome(refusal=returned)
    try:
        person_id = kit_with(returned.token).enrolment.user_id
        with acting_as(Acting(actor_id=person_id, via="link")), transaction():
            return Outcome(take_return(returned))
    except HubError as refusal:
        return Outcome(refusal=refusal)


def _returns(form: ReturnForm) -> Iterator[Returned | HubError]:
    if "kit" in request.form:
        yield _from_page()
    texts = [form.answers.data] if form.answers.data else []
    for upload in [each for each in form.file.data or () if each.filename][:MOST_RETURNS]:
        texts.append(upload.stream.read(LONGEST_RETURN + 1).decode("utf-8", "replace"))
    for text in texts:
        try:
            yield read_return(text)
        except NotReadable:
            yield Invalid(_("This is not what a kit makes. Please use the whole text or file."))


def _from_page() -> Returned:
    """A form on a disk, sent without any script."""
    answers = {}
    for name in request.form:
        if name.startswith(ANSWER):
            values = request.form.getlist(name)
            answers[name.removeprefix(ANSWER)] = values if len(values) > 1 else values[0]
    return Returned(
        token=request.form["kit"],
        quiz=request.form.get("quiz", ""),
        answers=answers,
        lessons=tuple(request.form.getlist("lesson")),
        language=request.form.get("language", "en"),
    )
