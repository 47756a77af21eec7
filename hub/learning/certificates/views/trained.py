"""Which organisations were trained, by whom and when."""

from collections.abc import Iterator

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates.queries.trained import Trained, trained_organisations
from hub.learning.certificates.views.blueprint import bp
from hub.organisations.models import OrganisationKind
from hub.organisations.names import KINDS
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export

MANAGE = "classes:manage"
TRAINED = "/admin/trained-organisations"


@bp.get(TRAINED)
@open_to(Audience.STAFF, permission=MANAGE)
def trained() -> ResponseReturnValue:
    kind = _kind()
    rows = trained_organisations(signed_in_person(), kind)
    return render_template(
        "hub/learning/certificates/trained.html",
        rows=rows,
        people=sum(len(row.trainings) for row in rows),
        kind=kind,
        kinds=KINDS,
        formats=list(Format),
        person=signed_in_person(),
    )


@bp.get(f"{TRAINED}.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def trained_table(format: str) -> Response:
    """A line for each completion, so that it can be counted in any way."""
    if format not in set(Format):
        raise NotFound(_("There is no such table."))
    found = trained_organisations(signed_in_person(), _kind())
    return export(_columns(), _rows(found), name="trained-organisations", format=Format(format))


def _columns() -> dict[str, str]:
    return {
        "organisation": _("Organisation"),
        "kind": _("Kind"),
        "person": _("Person"),
        "course": _("Course"),
        "class": _("Class"),
        "completed_at": _("Completed"),
    }


def _rows(found: list[Trained]) -> Iterator[list[object]]:
    for row in found:
        for each in row.trainings:
            yield [
                row.organisation.name,
                str(KINDS[row.organisation.kind]),
                each.person,
                in_words(each.course),
                each.run_slug,
                each.at,
            ]


def _kind() -> OrganisationKind | None:
    asked = request.args.get("kind", "")
    return OrganisationKind(asked) if asked in set(OrganisationKind) else None
