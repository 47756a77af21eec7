"""What a mentor has given, with the word of thanks and the certificate; and the page on which
anybody checks a certificate's number."""

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.models import MentorCertificate
from accelerator.sessions.permissions import can_have_certificate
from accelerator.sessions.queries.gifts import certificate_called, given_by, own_mentor
from accelerator.sessions.rules.thanks import as_number
from accelerator.sessions.views.blueprint import bp
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.formats import number
from hub.core.i18n import gettext as _
from hub.paper.certificates import Certificate
from hub.paper.certificates import certificate as paper_of
from hub.web.access import Audience, open_to
from hub.web.addresses import public_url
from hub.web.exports import attachment

CHECK = "/certificates/mentoring"


@bp.get("/mentoring/given")
@open_to(Audience.PEOPLE)
def given() -> ResponseReturnValue:
    person = signed_in_person()
    rows = given_by(own_mentor(person))
    return render_template("accelerator/sessions/given.html", rows=rows, person=person)


@bp.get("/mentor-certificates/<uuid:certificate_id>.pdf")
@open_to(Audience.PEOPLE)
def certificate_pdf(certificate_id: UUID) -> ResponseReturnValue:
    found = db.session.get(MentorCertificate, certificate_id)
    if found is None or not can_have_certificate(signed_in_person(), found):
        raise NotFound(_("There is no such certificate."))
    answer = Response(paper_of(_paper(found)), content_type="application/pdf")
    name = f"{_('Certificate')}-{found.cohort.slug}.pdf"
    answer.headers["Content-Disposition"] = attachment(name)
    return answer


@bp.get(CHECK)
@open_to(Audience.EVERYONE)
def check_certificate() -> ResponseReturnValue:
    typed = request.args.get("number", "").strip()
    if typed:
        return redirect(url_for(".certificate", number=as_number(typed)), 303)
    return render_template("accelerator/sessions/certificate.html", found=None, typed="")


@bp.get(f"{CHECK}/<number>")
@open_to(Audience.EVERYONE)
def certificate(number: str) -> ResponseReturnValue:
    """Name, programme, cohort, hours and date; of one that was withdrawn only that it was."""
    try:
        found = certificate_called(number)
    except NotFound:
        page = render_template("accelerator/sessions/certificate.html", found=None, typed=number)
        return page, 404
    return render_template("accelerator/sessions/certificate.html", found=found, typed=number)


def _paper(of: MentorCertificate) -> Certificate:
    programme, cohort = in_words(of.cohort.programme.name), in_words(of.cohort.name)
    counted = [
        (_("Hours"), number(round(of.minutes / 60, 1))),
        (_("Startups"), number(of.startups)),
        (_("Sessions held"), number(of.sessions)),
        (_("Office hours"), number(of.office_hours)),
        (_("Mentor days"), number(of.mentor_days)),
    ]
    return Certificate(
        title=_("Certificate of mentoring"),
        name=of.mentor.name,
        sentence=_(
            "has given time and experience as a mentor to startups of %(cohort)s, %(programme)s.",
            cohort=cohort,
            programme=programme,
        ),
        facts=[row for row in counted if row[1] != number(0)],
        head=f"{programme} · {cohort}",
        number=of.number,
        url=public_url("sessions.certificate", number=of.number),
        issued_at=of.counted_at,
        zone=of.cohort.zone,
    )
