"""One's own certificates, and what is still missing for one."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.core.i18n import language, speaking
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.names import STATES
from hub.learning.certificates.papers import course_title, paper
from hub.learning.certificates.queries.certificates import (
    certificate_for,
    certificates_by,
    state_of,
)
from hub.learning.certificates.queries.completions import completions_by, open_for
from hub.learning.certificates.queries.finding import own_completion, own_standing
from hub.learning.certificates.services.issuing import issue
from hub.learning.certificates.services.standing import reissue
from hub.learning.certificates.views.blueprint import bp
from hub.learning.certificates.wording import asked_by, missing_in
from hub.web.access import Audience, open_to
from hub.web.exports import attachment
from hub.web.forms import VersionedForm

ONE = "/learning/certificates/<uuid:paper_id>"


@bp.get("/learning/certificates")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    person = signed_in_person()
    papers = certificates_by(person)
    having = {each.completion_id for each in papers}
    return render_template(
        "hub/learning/certificates/mine.html",
        papers=[(each, course_title(each.snapshot), *STATES[state_of(each)]) for each in papers],
        waiting=[each for each in completions_by(person) if each.id not in having],
        under_way=open_for(person),
        person=person,
    )


@bp.get("/classes/<slug>/completion")
@open_to(Audience.PEOPLE)
def completion(slug: str) -> ResponseReturnValue:
    found = own_standing(slug, signed_in_person())
    parts = found.judgement.parts if found.judgement else ()
    return render_template(
        "hub/learning/certificates/completion.html",
        found=found,
        run=found.enrolment.run,
        parts=[(p.met, asked_by(p, found.steps), missing_in(p, found.steps)) for p in parts],
        person=signed_in_person(),
    )


@bp.post("/learning/completions/<uuid:completion_id>/certificate")
@open_to(Audience.PEOPLE)
def take(completion_id: UUID) -> ResponseReturnValue:
    try:
        with transaction():
            made = issue(own_completion(completion_id, signed_in_person()), by=signed_in_person())
        flash(_("Your certificate is here. Its number is %(number)s.", number=made.number), "ok")
    except HubError as refusal:
        if refusal.status == 404:
            raise
        flash(str(refusal), "bad")
    return redirect(url_for(".mine"), 303)


@bp.post(f"{ONE}/reissue")
@open_to(Audience.PEOPLE)
def rename(paper_id: UUID) -> ResponseReturnValue:
    found, form = certificate_for(paper_id, by=signed_in_person()), VersionedForm()
    try:
        with transaction():
            fresh = reissue(found, by=signed_in_person(), version=form.expected or 0)
        flash(_("Made anew under number %(number)s.", number=fresh.number), "ok")
    except HubError as refusal:
        flash(str(refusal), "bad")
    return redirect(url_for(".mine"), 303)


@bp.get(f"{ONE}.pdf")
@open_to(Audience.PEOPLE)
def pdf(paper_id: UUID) -> ResponseReturnValue:
    """In the language of the page from which it is asked for, or in `?language=`."""
    found = certificate_for(paper_id, by=signed_in_person())
    with speaking(request.args.get("language", language())):
        return _file(found, paper(found), kind="application/pdf", end=f"-{language()}.pdf")


@bp.get(f"{ONE}.jwt")
@open_to(Audience.PEOPLE)
def credential(paper_id: UUID) -> ResponseReturnValue:
    """The Open Badges credential, for a wallet or for whoever checks it without us."""
    found = certificate_for(paper_id, by=signed_in_person())
    return _file(found, found.credential.encode(), kind="application/vc+jwt", end=".jwt")


def _file(found: Certificate, content: bytes, *, kind: str, end: str) -> ResponseReturnValue:
    answer = Response(content, content_type=kind)
    name = f"{_('Certificate')}-{found.run.slug}{end}"
    answer.headers["Content-Disposition"] = attachment(name)
    return answer
