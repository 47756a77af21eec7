"""A certificate's snapshot in the language now spoken: as rows for a page, and as the paper."""

from datetime import date
from typing import Any

from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.core.i18n import language, ngettext
from hub.learning.certificates import issuer
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.names import MODES
from hub.paper.class_certificates import ClassCertificate, class_certificate

FORM = "d MMMM y"


def paper(certificate: Certificate) -> bytes:
    """The PDF; the same certificate gives the same bytes, whenever it is asked for."""
    facts = certificate.snapshot
    course, run = course_title(facts), class_title(facts)
    return class_certificate(
        ClassCertificate(
            name=facts["name"],
            organisation=facts["organisation"],
            course=course,
            class_title=run if run != course else "",
            facts=side_by_side(facts),
            rule=facts["rule"][language()],
            issuer=facts["issuer"]["name"],
            number=facts["number"],
            url=issuer.verify_url(facts["number"]),
            issued_at=certificate.issued_at,
            zone=facts["zone"],
        )
    )


def course_title(facts: dict[str, Any]) -> str:
    return str(facts["course"]["title"][language()])


def class_title(facts: dict[str, Any]) -> str:
    return str(facts["class"]["title"][language()])


def side_by_side(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value): when, how long, how, by whom; what there is not is left out."""
    hours = facts["hours"]
    rows = [
        (_("Held"), held(facts)),
        (_("Completed"), day(date.fromisoformat(facts["completed_on"]), form=FORM)),
        (_("Learning time"), ngettext("%(num)s hour", "%(num)s hours", hours)),
        (_("How"), str(MODES.get(facts["mode"], facts["mode"]))),
        (ngettext("Instructor", "Instructors", len(facts["instructors"])), instructors(facts)),
    ]
    return [row for row in rows if row[1]]


def held(facts: dict[str, Any]) -> str:
    days = [facts[name] for name in ("starts_on", "ends_on") if facts[name]]
    shown = [day(date.fromisoformat(each), form=FORM) for each in dict.fromkeys(days)]
    return " – ".join(shown)


def instructors(facts: dict[str, Any]) -> str:
    return ", ".join(each["name"] for each in facts["instructors"])


def printed(certificate: Certificate) -> list[tuple[str, str]]:
    """Every printed field but the rule, which is long, as rows of a page."""
    facts = certificate.snapshot
    course, run = course_title(facts), class_title(facts)
    rows = [
        (_("Name"), facts["name"]),
        (_("For"), facts["organisation"]),
        (_("Course"), course),
        (_("Class"), run if run != course else ""),
        *side_by_side(facts),
        (_("Issued by"), facts["issuer"]["name"]),
        (_("Issued on"), day(certificate.issued_at, facts["zone"], form=FORM)),
        (_("Certificate number"), facts["number"]),
    ]
    return [row for row in rows if row[1]]


def asked(certificate: Certificate) -> str:
    """What had to be done for it."""
    return str(certificate.snapshot["rule"][language()])
