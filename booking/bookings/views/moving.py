"""Move a booking: choose, see what it means, then one button does it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.bookings import services
from booking.bookings.forms import MoveForm, SearchForm
from booking.bookings.models import Booking
from booking.bookings.permissions import can_manage
from booking.bookings.queries import get_booking
from booking.bookings.search import Search, usual_times
from booking.bookings.services import Wish
from booking.bookings.views import words
from booking.bookings.views.blueprint import bp
from booking.bookings.views.places import OtherClock, other_clock
from booking.bookings.views.tickets import offer, price_lines
from booking.pricing.rules import price
from booking.spaces.models import Space
from booking.spaces.queries import spaces_of
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import lock, transaction
from hub.core.errors import Conflict, HubError, Invalid
from hub.core.i18n import gettext as _
from hub.core.money import Money
from hub.web.access import Audience, open_to

MOVE = "/bookings/<uuid:booking_id>/move"


@dataclass
class Moving:
    """`sentences` say why it cannot be had so, `alternatives` what there is instead; `by_rule`:
    others, the managers of the site, may set it aside."""

    booking: Booking
    person: User
    form: SearchForm | MoveForm
    sentences: list[str] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    by_rule: bool = False

    @cached_property
    def search(self) -> Search:
        return self.form.search(self.booking.space.site)

    @cached_property
    def spaces(self) -> list[Space]:
        """Of the site; its own also when it can no longer be booked anew."""
        found = spaces_of(self.booking.space.site)
        return found if self.booking.space in found else [self.booking.space, *found]

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(each.slug, f"{each.name} · {words.capacity(each)}") for each in self.spaces]

    @cached_property
    def wish(self) -> Wish | None:
        """None when the time needs another look, which stands beside its field."""
        search = self.search
        slot = self.form.slot_of(search)
        space = next((each for each in self.spaces if each.slug == search.space), None)
        if slot is None:
            return None
        return services.wish_of(self.booking, slot, space=space or self.booking.space)

    @property
    def is_another(self) -> bool:
        wish, booking = self.wish, self.booking
        return wish is not None and (wish.space.id, wish.slot) != (booking.space_id, booking.slot)

    @property
    def can_be_had(self) -> bool:
        return self.is_another and not self.sentences

    @property
    def has_begun(self) -> bool:
        return self.booking.starts_at <= now()

    @property
    def lines(self) -> list[dict[str, Any]]:
        wish = self.wish
        return price_lines(wish.space, wish.slot, quantity=wish.quantity) if wish else []

    @property
    def price(self) -> Money:
        wish = self.wish
        if wish is None:
            return self.booking.price
        return price(wish.slot, wish.space.hourly_rate) * wish.quantity

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was looked for again, for the form that moves it."""
        address = self.search.address | {"version": self.booking.version}
        return [(name, str(value)) for name, value in address.items() if name != "needs"]

    @property
    def other_clock(self) -> OtherClock:
        return other_clock(self.booking.space.site, self.person)

    @property
    def url(self) -> str:
        return url_for("bookings.move", booking_id=self.booking.id)

    @property
    def back_url(self) -> str:
        return url_for("bookings.show", booking_id=self.booking.id)

    def look(self) -> "Moving":
        if self.is_another and self.wish is not None:
            try:
                services.look(self.booking, self.wish)
            except (Conflict, Invalid) as refusal:
                self.refused(refusal)
        return self

    def refused(self, refusal: HubError) -> "Moving":
        reasons = [reason.sentence for reason in getattr(refusal, "reasons", [])]
        self.sentences = reasons or [str(refusal)]
        by_rule = getattr(refusal, "are_rules", False)
        self.by_rule = by_rule and not can_manage(self.person, self.booking.space.site_id)
        for other in getattr(refusal, "alternatives", []):
            chosen = self.search.at(other.slot, space=other.space.slug)
            url = url_for("bookings.move", booking_id=self.booking.id, **chosen.address)
            self.alternatives.append((offer(other), url))
        return self


@bp.get(MOVE)
@open_to(Audience.PEOPLE)
def move(booking_id: UUID) -> ResponseReturnValue:
    """The address holds what was chosen; nothing changes."""
    person = signed_in_person()
    booking = get_booking(booking_id, seen_by=person)
    try:
        services.check_movable(booking, by=person)
    except Conflict as refusal:
        flash(str(refusal), "info")
        return redirect(url_for("bookings.show", booking_id=booking.id))
    given = request.args if request.args.get("day") else MultiDict(_as_it_is(booking).address)
    return _shown(Moving(booking, person, SearchForm(given)).look())


@bp.post(MOVE)
@open_to(Audience.PEOPLE)
def move_now(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    booking = get_booking(booking_id, seen_by=person)
    page = Moving(booking, person, MoveForm())
    if page.wish is None or page.form.errors:
        return _shown(page, 422)
    try:
        with transaction():
            _move(page)
    except (Conflict, Invalid) as refusal:
        return _shown(page.refused(refusal), refusal.status)
    flash(_("Moved. The entry in the calendar follows by mail."), "ok")
    return redirect(page.back_url, 303)


def _move(page: Moving) -> None:
    booking, wish = page.booking, page.wish
    seen = page.form.expected if isinstance(page.form, MoveForm) else None
    lock(booking)
    if seen is not None and seen != booking.version:
        raise Conflict(
            _("Somebody changed this booking since you opened the page. Please look again.")
        )
    if wish is not None:
        services.move(booking, wish.slot, by=page.person, space=wish.space)


def _as_it_is(booking: Booking) -> Search:
    site = booking.space.site
    day, start, end = usual_times(site)
    search = Search(site, day, start, end, people=booking.people)
    return search.at(booking.slot, space=booking.space.slug)


def _shown(page: Moving, status: int = 200) -> ResponseReturnValue:
    return render_template("booking/bookings/move.html", page=page), status
