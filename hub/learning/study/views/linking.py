"""What the list of somebody's classes says of learning."""

from collections.abc import Sequence
from uuid import UUID

from flask import url_for

from hub.core.i18n import gettext as _
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.showing import Link
from hub.learning.study.queries import StudyShown, study_of_many


def links_of(found: Sequence[Enrolment]) -> dict[UUID, list[Link]]:
    """To the lessons of those in which the person has a place, with how far they are where there is
    something to do."""
    held = [each for each in found if each.state is Standing.CONFIRMED and not each.ended_at]
    shown = study_of_many(held)
    return {
        each.id: [
            Link(
                _("Learn"),
                url_for("study.learn", slug=each.run.slug),
                note=_note(shown[each.id]),
            )
        ]
        for each in held
    }


def _note(study: StudyShown) -> str:
    return _("%(percent)s %% done", percent=study.progress) if study.made.required else ""
