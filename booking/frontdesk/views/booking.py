"""Book for somebody: find the person, choose, read what it means, one button does it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.bookings import services
from booking.bookings.errors import Alternative, Refused
from booking.bookings.models import Booking
from booking.bookings.receivers import organisations_of
from booking.bookings.search import Search
from booking.bookings.services import Aside, Wish
from booking.bookings.views import words
from booking.bookings.views.tickets import offer
from booking.frontdesk.forms import BehalfAsked, BehalfForm
from booking.frontdesk.queries.places import site_kept_by
from booking.frontdesk.views.blueprint import bp
from booking.spaces.models import Space
from booking.spaces.queries import spaces_of
from hub.accounts.models import User
from hub.accounts.permissions import Permission
from hub.accounts.queries.people import PeopleSought, get_person, people
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, HubError, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.history.services import acting, acting_as
from hub.organisations.models import Site
from hub.web.access import Audience, open_to
from hub.web.choices import options

MANAGE = {"permission": Permission.BOOKINGS_MANAGE}
MOST_FOUND = 8


@dataclass
class Behalf:
    """`sentences` say why it cannot be had so, `alternatives` what there is instead; `by_rule`:
    only rules of the house are in the way, which the reader may set aside."""

    site: Site
    staff: User
    form: BehalfForm
    who: str = ""
    sentences: list[str] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    by_rule: bool = False

    @cached_property
    def found(self) -> list[User]:
        """People with these words in their name or address."""
        if not self.who.strip():
            return []
        page = people(PeopleSought(self.who), limit=MOST_FOUND * 2)
        return [each for each in page.items if each.email_verified_at][:MOST_FOUND]

    @cached_property
    def person(self) -> User | None:
        """Who it is for: chosen, or the only one who was found."""
        try:
            chosen = get_person(UUID(self.form.person.data or ""))
            return chosen if chosen.is_active and chosen.email_verified_at else None
        except (ValueError, NotFound):
            return self.found[0] if len(self.found) == 1 else None

    @cached_property
    def search(self) -> Search:
        return self.form.search(self.site)

    @cached_property
    def spaces(self) -> list[Space]:
        return spaces_of(self.site)

    @property
    def space_options(self) -> list[tuple[str, str]]:
        return [(each.slug, f"{each.name} · {words.capacity(each)}") for each in self.spaces]

    @cached_property
    def space(self) -> Space | None:
        return next((each for each in self.spaces if each.slug == self.search.space), None)

    @cached_property
    def wish(self) -> Wish | None:
        """None while something is still to be said."""
        search = self.search
        slot = self.form.slot_of(search)
        if self.space is None or slot is None:
            return None
        why = (self.form.override_reason.data or "").strip()
        return Wish(
            self.space,
            slot,
            search.people,
            (self.form.purpose.data or "").strip(),
            organisation_id=self._organisation_id,
            aside=Aside(self.staff, why) if why else None,
            booked_for=self.person,
            needs=(self.form.set_up.data or "").strip(),
        )

    @property
    def _organisation_id(self) -> UUID | None:
        """Only one of those in whose name the person may come."""
        said = self.form.organisation.data
        return UUID(said) if said and said in dict(self.names) else None

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """In whose name the person may come."""
        if self.person is None:
            return []
        return [(str(each.id), each.name) for each in organisations_of(self.person)]

    def offer_names(self) -> "Behalf":
        self.form.organisation.choices = options([("", _("Their own")), *self.names])
        return self

    def url_of(self, search: Search, **other: str) -> str:
        """This page with another search or person; what was written stays."""
        person = str(self.person.id) if self.person else ""
        written = {name: self.form[name].data or "" for name in ("purpose", "set_up")}
        values = search.address | {"who": self.who, "person": person} | written | other
        return url_for(".book", **{name: value for name, value in values.items() if value})

    def look(self) -> "Behalf":
        """What would be refused, before anything is sent."""
        if self.person is not None and self.space is not None and self.wish is not None:
            try:
                services.check(self.wish)
            except (Conflict, Invalid) as refusal:
                self.refused(refusal)
        return self

    def refused(self, refusal: HubError) -> "Behalf":
        reasons = [reason.sentence for reason in getattr(refusal, "reasons", [])]
        self.sentences = reasons or [str(refusal)]
        self.by_rule = isinstance(refusal, Refused) and refusal.are_rules
        others: list[Alternative] = getattr(refusal, "alternatives", [])
        for other in others:
            chosen = self.search.at(other.slot, space=other.space.slug)
            self.alternatives.append((offer(other), self.url_of(chosen)))
        return self

    def book(self) -> Booking:
        """Inside a transaction; history says for whom."""
        if self.person is None or self.wish is None:
            raise Invalid(_("Please say for whom, where and when."))
        with acting_as(replace(acting(), for_id=self.person.id)):
            return services.book(self.wish, booked_by=self.staff, booked_for=self.person)


@bp.get("/book")
@open_to(Audience.STAFF, **MANAGE)
def book() -> ResponseReturnValue:
    given = MultiDict(request.args)
    page = _page(BehalfAsked(given), given.get("who", ""), code=given.get("site"))
    return _shown(page.look())


@bp.post("/book")
@open_to(Audience.STAFF, **MANAGE)
def book_now() -> ResponseReturnValue:
    form = BehalfForm()
    page = _page(form, "", code=form.site.data)
    if page.wish is None or page.person is None or not form.validate():
        return _shown(page, 422)
    try:
        with transaction():
            booking = page.book()
    except (Conflict, Invalid) as refusal:
        return _shown(page.refused(refusal), refusal.status)
    flash(_("Booked for %(name)s. The invitation is in their mail.", name=page.person.name), "ok")
    return redirect(url_for("bookings.show", booking_id=booking.id), 303)


def _page(form: BehalfForm, who: str, *, code: str | None) -> Behalf:
    staff = signed_in_person()
    site = site_kept_by(staff, Permission.BOOKINGS_MANAGE, code=code)
    return Behalf(site, staff, form, who[:120]).offer_names()


def _shown(page: Behalf, status: int = 200) -> ResponseReturnValue:
    return render_template("booking/frontdesk/book.html", page=page), status
