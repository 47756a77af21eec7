"""What a startup needs, and whom a side would rather have, or not at all."""

from typing import Any
from uuid import UUID

from flask import request
from wtforms import IntegerField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from accelerator.mentors.forms.fields import Several
from accelerator.mentors.models import MentoringWish, Preference, Side
from accelerator.mentors.names import SPOKEN
from accelerator.mentors.services.wishing import MOST_NEEDS, Need, Wish
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm


class NeedsForm(VersionedForm):
    languages = Several(
        _l("Languages in which you can work with a mentor"), choices=options(SPOKEN.items())
    )
    least = IntegerField(_l("At least"), [Optional(), NumberRange(0, 10)])
    most = IntegerField(_l("At most"), [Optional(), NumberRange(0, 10)])
    note = TextAreaField(_l("Anything else?"), [Optional(), Length(max=500)])

    rows: list[dict[str, str]]
    needs_errors: list[str]

    @classmethod
    def of(cls, wish: MentoringWish | None) -> "NeedsForm":
        form = cls(obj=wish, data={"version": str(wish.version if wish else 0)})
        kept = (
            [{"topic": n["topic"], "sentence": n.get("sentence", "")} for n in wish.needs]
            if wish
            else []
        )
        form.rows = form._sent() if form.is_submitted() else kept
        form.rows += [{"topic": "", "sentence": ""} for _n in range(MOST_NEEDS - len(form.rows))]
        form.needs_errors = []
        return form

    def wish(self) -> Wish:
        needs = tuple(Need(row["topic"], row["sentence"]) for row in self.rows if row["topic"])
        return Wish(
            needs, tuple(self.languages.data or ()), self.least.data, self.most.data,
            self.note.data or "",
        )  # fmt: skip

    def _sent(self) -> list[dict[str, str]]:
        sent = zip(request.form.getlist("topic"), request.form.getlist("sentence"), strict=False)
        return [{"topic": t, "sentence": s.strip()} for t, s in list(sent)[:MOST_NEEDS]]


class WishesForm(HubForm):
    """Places and crosses beside the names of the other side; `known` are the private words so far,
    by the other's id."""

    places: dict[UUID, str]
    crossed: dict[UUID, str]
    errors_of_all: list[str]

    @classmethod
    def of(cls, words: list[Preference], *, others: list[UUID]) -> "WishesForm":
        form = cls()
        form.errors_of_all = []
        own = {_other(word): word for word in words}
        if form.is_submitted():
            form.places = {id_: request.form.get(f"place-{id_}", "").strip() for id_ in others}
            crossed = {id_ for id_ in others if f"never-{id_}" in request.form}
            form.crossed = {id_: request.form.get(f"note-{id_}", "").strip() for id_ in crossed}
        else:
            form.places = {id_: str(word.rank) for id_, word in own.items() if word.rank}
            form.crossed = {id_: word.note for id_, word in own.items() if word.is_veto}
        return form

    def ranking(self) -> list[UUID]:
        """The most wanted first; equal places in the order of the page. Crossed out ones have no
        place."""
        placed = [
            (int(text), id_)
            for id_, text in self.places.items()
            if text.isascii() and text.isdecimal() and len(text) < 4 and id_ not in self.crossed
        ]
        return [id_ for _place, id_ in sorted(placed, key=lambda each: each[0])]


def _other(word: Preference) -> Any:
    return word.mentor_id if word.side is Side.STARTUP else word.startup_id
