"""What the staff's pages about a round share: the round, its tabs, and going back to it."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.models import Round
from accelerator.reviews.names import PROMISES, READS, ROUND_KINDS, ROUND_STATES
from accelerator.reviews.queries.rounds import get_round
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import gettext as _

MANAGE = "programmes:manage"


def round_to_run(round_id: UUID) -> Round:
    """Raises: NotFound, also for somebody else's."""
    return get_round(round_id, by=signed_in_person())


def page(template: str, round_: Round, /, **more: Any) -> ResponseReturnValue:
    """A page of the round; refused forms answer 422."""
    form = more.get("form")
    shown = render_template(
        f"accelerator/reviews/{template}.html",
        round=round_,
        tabs=_tabs(round_),
        words=in_words,
        states=ROUND_STATES,
        kinds=ROUND_KINDS,
        promises=PROMISES,
        reads=READS,
        language_names=LANGUAGE_NAMES,
        viewer_zone=signed_in_person().zone,
        **more,
    )
    return shown, 422 if form is not None and form.errors else 200


def back(endpoint: str, round_: Round, **more: Any) -> ResponseReturnValue:
    return redirect(url_for(f"reviews.{endpoint}", round_id=round_.id, **more))


def _tabs(round_: Round) -> list[dict[str, Any]]:
    named = (
        (_("Overview"), "show_round"),
        (_("Rubric"), "rubric"),
        (_("Applications"), "entries"),
        (_("Reviewers"), "commitments"),
        (_("Assigning"), "assignment"),
        (_("Coverage"), "coverage"),
        (_("Ranking"), "ranking"),
    )
    return [
        {
            "label": label,
            "url": url_for(f"reviews.{endpoint}", round_id=round_.id),
            "current": request.endpoint == f"reviews.{endpoint}",
            "count": None,
        }
        for label, endpoint in named
    ]
