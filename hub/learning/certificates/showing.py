"""What stands beside a class in the list of one's own: its checklist, or its certificate."""

from collections.abc import Sequence
from uuid import UUID

from flask import url_for
from sqlalchemy import select

from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.learning.certificates.models import Completion
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.showing import Link
from hub.places.rules.steps import PlaceState


def add_links(enrolments: Sequence[Enrolment]) -> dict[UUID, list[Link]]:
    ids = [each.id for each in enrolments]
    query = select(Completion.enrolment_id).where(Completion.enrolment_id.in_(ids))
    done = set(db.session.scalars(query))
    return {each.id: [_link(each, done=each.id in done)] for each in enrolments
            if each.id in done or _is_in(each)}  # fmt: skip


def _link(enrolment: Enrolment, *, done: bool) -> Link:
    if done:
        return Link(
            _("Certificate"), url_for("certificates.mine"), note=_("Completed"), completes=True
        )
    page = url_for("certificates.completion", slug=enrolment.run.slug)
    return Link(_("What is still missing"), page, look="bare")


def _is_in(enrolment: Enrolment) -> bool:
    place = enrolment.place
    return enrolment.ended_at is None and place is not None and place.state is PlaceState.CONFIRMED
