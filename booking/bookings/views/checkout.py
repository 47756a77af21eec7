"""The page between a hold and a booking put together."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import url_for

from booking.bookings import queries, services
from booking.bookings.claims import ForWhom
from booking.bookings.forms import CheckoutForm
from booking.bookings.guests import read_guests
from booking.bookings.models import Booking
from booking.bookings.permissions import can_manage
from booking.bookings.receivers import organisations_of, person_at
from booking.bookings.rules import spoken
from booking.bookings.search import Search, usual_times
from booking.bookings.services import Aside, Said
from booking.bookings.views.places import OtherClock, other_clock
from booking.bookings.views.rows import choose_url
from booking.bookings.views.tickets import margins_in_words, offered, price_lines
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.errors import HubError, Invalid
from hub.core.i18n import gettext as _
from hub.history.services import Acting, acting, acting_as
from hub.web.choices import options


@dataclass
class Checkout:
    """`sentences` say why a confirmation was refused, `alternatives` what there is instead;
    `by_rule`: others, the managers of the site, may set it aside; `for_staff`: the reader may."""

    booking: Booking
    person: User
    sentences: list[str] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    by_rule: bool = False
    for_staff: bool = False

    @cached_property
    def form(self) -> CheckoutForm:
        """What was sent, else what the hold says."""
        booking = self.booking
        form = CheckoutForm(
            data={
                "purpose": booking.purpose,
                "people": booking.people,
                "needs": booking.needs,
                "organisation": str(booking.organisation_id or ""),
            }
        )
        form.organisation.choices = options([("", _("My own")), *self.names])
        return form

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Organisations in whose name the person may come."""
        return [(str(each.id), each.name) for each in organisations_of(self.booking.booked_for)]

    @property
    def for_others(self) -> bool:
        """Staff of the site may book for somebody else."""
        return can_manage(self.person, self.booking.space.site_id)

    @property
    def ran_out(self) -> bool:
        expires = self.booking.hold_expires_at
        return expires is None or expires <= now()

    @property
    def minutes_left(self) -> str:
        left = (self.booking.hold_expires_at or now()) - now()
        return spoken(max(-(-left // timedelta(minutes=1)), 1))

    @property
    def lines(self) -> list[dict[str, Any]]:
        booking = self.booking
        return price_lines(booking.space, booking.slot, quantity=booking.quantity)

    @property
    def margins(self) -> list[str]:
        return margins_in_words(self.booking.space)

    @property
    def other_clock(self) -> OtherClock:
        return other_clock(self.booking.space.site, self.person)

    @property
    def back_url(self) -> str:
        return choose_url(self._search, self.booking.space, slot=self.booking.slot)

    @property
    def let_go_url(self) -> str:
        return url_for("bookings.cancel", booking_id=self.booking.id)

    @property
    def more_url(self) -> str:
        """To other spaces that are wanted with it, all or none."""
        return url_for("bookings.together", hold=self.booking.id)

    def confirm(self) -> None:
        """Inside a transaction. Raises what the services raise; Invalid for an unknown receiver."""
        booking, form, person = self.booking, self.form, self.person
        receiver, guests = self._receiver(), read_guests(form.guests.data or "")
        organisation = UUID(form.organisation.data) if form.organisation.data else None
        said = Said(
            receiver,
            organisation,
            purpose=form.purpose.data or "",
            people=form.people.data,
            needs=form.needs.data or "",
        )
        with acting_as(_acting_for(receiver, person)):
            services.check_out(booking, said, by=person, aside=self._aside)
            if guests:
                services.invite(booking, guests, by=person)

    @property
    def _aside(self) -> Aside | None:
        why = (self.form.override_reason.data or "").strip()
        return Aside(self.person, why) if why and self.for_others else None

    def refused(self, refusal: HubError) -> "Checkout":
        """The same page with the reasons, beside their fields where they have one."""
        reasons = [reason.sentence for reason in getattr(refusal, "reasons", [])]
        if isinstance(refusal, Invalid):
            self.form.refuse_all(refusal)
        beside = isinstance(refusal, Invalid) and any(n in self.form for n in refusal.errors)
        self.sentences = [] if beside else reasons or [str(refusal)]
        by_rule = getattr(refusal, "are_rules", False)
        self.by_rule, self.for_staff = by_rule and not self.for_others, by_rule and self.for_others
        if not beside:
            booking = self.booking
            whom = ForWhom(booking.booked_for_id, booking.organisation_id, leaving_out=booking.id)
            found = queries.alternatives(
                booking.space, booking.slot, people=booking.people, for_whom=whom
            )
            self.alternatives = offered(found, self._search)
        return self

    @property
    def _search(self) -> Search:
        booking = self.booking
        day, start, end = usual_times(booking.space.site)
        search = Search(booking.space.site, day, start, end, people=booking.people)
        return replace(search, space=booking.space.slug)

    def _receiver(self) -> User:
        email = (self.form.for_email.data or "").strip()
        if not self.for_others or not email:
            return self.booking.booked_for
        found = person_at(email)
        if found is None:
            sentence = _("There is nobody with this e-mail address at the hub.")
            raise Invalid(sentence, errors={"for_email": [sentence]})
        return found


def _acting_for(receiver: User, person: User) -> Acting:
    """History says for whom staff booked; who acts for somebody already stays who they are."""
    who = acting()
    return who if receiver.id == person.id else replace(who, for_id=receiver.id)
