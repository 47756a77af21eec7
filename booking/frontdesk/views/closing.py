"""Close spaces: say which and when, read whom it hits, choose for each, one button does it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.bookings.errors import Alternative
from booking.bookings.models import BookingState
from booking.bookings.search import today_at
from booking.bookings.serving import Served, served_by
from booking.bookings.views.tickets import offer
from booking.frontdesk import services
from booking.frontdesk.forms import CloseAsked, CloseForm, choices_in
from booking.frontdesk.queries.hits import Closing, Hit, Hits, hits_of
from booking.frontdesk.queries.places import site_kept_by
from booking.frontdesk.rules import Deed
from booking.frontdesk.services import Closed
from booking.frontdesk.views.blueprint import bp
from booking.spaces.models import Level, Space
from booking.spaces.queries import levels_of, spaces_of
from hub.accounts.models import User
from hub.accounts.permissions import Permission
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.walltime import to_wall
from hub.organisations.models import Site
from hub.web.access import Audience, open_to
from hub.web.addresses import public_url

CLOSE = {"permission": Permission.SPACES_MANAGE}


@dataclass
class ClosePage:
    """`chosen` is what was sent for each booking, by the name of its field."""

    site: Site
    person: User
    form: CloseForm
    asked: bool
    chosen: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)

    @cached_property
    def spaces(self) -> list[Space]:
        return spaces_of(self.site)

    @cached_property
    def levels(self) -> list[Level]:
        return levels_of(self.site)

    @cached_property
    def closing(self) -> Closing | None:
        """None while the form needs another look, which stands beside its fields."""
        self.form.offer(self.spaces, self.levels)
        if not self.asked or not self.form.validate():
            return None
        try:
            slot = self.form.slot(self.site)
        except Invalid as refusal:
            self.form.refuse_all(refusal)
            return None
        chosen = self.form.chosen(self.spaces, self.levels)
        if not chosen:
            self.form.refuse("spaces", _("Please choose spaces of this site."))
            return None
        return Closing(chosen, slot, (self.form.reason.data or "").strip())

    @cached_property
    def hits(self) -> Hits:
        return hits_of(self.closing) if self.closing else Hits([], [])

    @cached_property
    def _served(self) -> dict[UUID, Served]:
        return served_by((hit.booking for hit in self.hits.bookings), reader=self.person)

    def serves(self, hit: Hit) -> tuple[str, str] | None:
        """What the room belongs to, and where that is moved."""
        served = self._served.get(hit.booking.id)
        return (served.label, public_url(served.endpoint, **served.args)) if served else None

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The form again, for the one that does it."""
        given = request.values
        names = ("site", "level", "day", "from", "last", "to", "reason")
        found = [(name, given.get(name, "")) for name in names]
        return [*found, *(("spaces", each) for each in given.getlist("spaces"))]

    def ways(self, hit: Hit) -> list[dict[str, Any]]:
        """What can become of it: value, label, and whether it is chosen."""
        found: list[tuple[str, str]] = []
        if hit.can_be_moved:
            found += [(_moved_to(other), _("Move to %(place)s", place=offer(other)))
                      for other in hit.instead]  # fmt: skip
        if hit.can_be_cancelled:
            held = hit.booking.state is BookingState.HELD
            found.append((Deed.CANCEL.value, _("Let the hold go") if held else _("Cancel it")))
        found.append((Deed.LEAVE.value, _("Leave it: the space stays open")))
        sent = self.chosen.get(f"do-{hit.booking.id}")
        values = [value for value, _label in found]
        picked = sent if sent in values else _usual_way(hit)
        return [{"value": v, "label": label, "picked": v == picked} for v, label in found]

    def word(self, hit: Hit) -> str:
        return self.chosen.get(f"word-{hit.booking.id}", "")

    @property
    def meant(self) -> str:
        number = len(self.hits.bookings)
        if not number:
            return _("Nobody has booked any of it then.")
        return ngettext("It hits one booking.", "It hits %(num)s bookings.", number)


def _usual_way(hit: Hit) -> str:
    """Another room at the same hour suits nearly everybody; another hour is theirs to choose."""
    first = hit.instead[0] if hit.instead else None
    same_hour = first is not None and first.slot == hit.booking.slot
    return _moved_to(first) if first is not None and same_hour else Deed.LEAVE.value


def _moved_to(other: Alternative) -> str:
    slot = other.slot
    parts = (Deed.MOVE.value, str(other.space.id), slot.start.isoformat(), slot.end.isoformat())
    return "|".join(parts)


@bp.get("/closures/new")
@open_to(Audience.STAFF, **CLOSE)
def close() -> ResponseReturnValue:
    """The address holds what was chosen; nothing changes."""
    person, given = signed_in_person(), MultiDict(request.args)
    site = site_kept_by(person, Permission.SPACES_MANAGE, code=given.get("site"))
    asked = "reason" in given
    if not asked:
        given = _usual(site) | given
    return _shown(ClosePage(site, person, CloseAsked(given), asked))


@bp.post("/closures/new")
@open_to(Audience.STAFF, **CLOSE)
def close_now() -> ResponseReturnValue:
    person, form = signed_in_person(), CloseForm()
    site = site_kept_by(person, Permission.SPACES_MANAGE, code=form.site.data)
    page = ClosePage(site, person, form, asked=True, chosen=request.form.to_dict())
    if page.closing is None:
        return _shown(page, 422)
    try:
        with transaction():
            done = _close(page, page.closing)
    except (Conflict, Invalid) as refusal:
        page.sentences = [str(refusal)]
        return _shown(page, refusal.status)
    flash(_done_in_words(done), "success")
    for _space, reasons in done.left:
        flash(" ".join(reasons), "warning")
    return redirect(url_for(".closures", site=site.code), 303)


def _close(page: ClosePage, closing: Closing) -> Closed:
    choices = choices_in(page.chosen, page.spaces)
    return services.close_spaces(closing, choices, by=page.person)


def _done_in_words(done: Closed) -> str:
    names = ", ".join(each.space.name for each in done.closures)
    said = [_("Closed: %(names)s.", names=names)]
    if done.moved:
        said.append(ngettext("One booking is moved.", "%(num)s bookings are moved.",
                             len(done.moved)))  # fmt: skip
    if done.cancelled:
        said.append(ngettext("One booking is cancelled.", "%(num)s bookings are cancelled.",
                             len(done.cancelled)))  # fmt: skip
    if done.moved or done.cancelled:
        said.append(_("The mails are on their way."))
    return " ".join(said)


def _usual(site: Site) -> MultiDict[str, str]:
    """From the next quarter of an hour to the end of the day."""
    here = to_wall(now(), site.zone)
    minutes = min(-(-(here.hour * 60 + here.minute) // 15) * 15, 23 * 60)
    begin = f"{minutes // 60:02}:{minutes % 60:02}"
    day = today_at(site).isoformat()
    return MultiDict({"site": site.code, "day": day, "from": begin, "to": "22:00"})


def _shown(page: ClosePage, status: int = 200) -> ResponseReturnValue:
    closing = page.closing  # first, so that the form knows what is wrong
    return render_template("booking/frontdesk/close.html", page=page, closing=closing), status
