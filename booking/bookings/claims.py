"""What a person may have beyond what everybody may: introductions, and what is left of a plan."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.rules import Reason, spoken
from booking.plans.models import QuotaPeriod, QuotaSubject
from booking.plans.queries import Allowance, allowance
from booking.plans.rules import Counted, Over, over, period_around, refusals
from booking.spaces.models import Induction, Space, SpaceKind
from booking.spaces.names import kind_name
from booking.spaces.rules import days_of
from hub.core.clock import now
from hub.core.database import db
from hub.core.formats import day as written
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.organisations.models import Site


@dataclass(frozen=True)
class ForWhom:
    """Whose introductions and plans are asked about: a person, and the organisation in whose name
    they come. `leaving_out` is a booking that is as if it were not there."""

    person_id: UUID
    organisation_id: UUID | None = None
    kind: BookingKind = BookingKind.BOOKING
    leaving_out: UUID | None = None

    @property
    def is_counted(self) -> bool:
        """Against quotas, as the rooms of sessions, classes and events are not."""
        return self.kind is BookingKind.BOOKING

    @property
    def must_know(self) -> bool:
        """How the space is used. The house's own classes and events bring somebody who does."""
        return self.kind in (BookingKind.BOOKING, BookingKind.SESSION)

    def id_of(self, subject: str) -> UUID | None:
        return self.person_id if subject == QuotaSubject.PERSON else self.organisation_id


@dataclass(frozen=True)
class Claims:
    """What was read once about a person at a site, for slots that begin in `during`. `shown` are
    introductions by space, with their last day."""

    site: Site
    whom: ForWhom
    during: TimeSlot
    shown: dict[UUID, list[date | None]] = field(default_factory=dict)
    allowance: Allowance = field(default_factory=Allowance)

    @cached_property
    def counted(self) -> dict[str, list[Counted]]:
        """The bookings that count, by subject; read when the first is asked for, so that who locks
        their subject before reads them only then."""
        return {subject: _counted(self, subject) for subject in self.subjects(self.during)}

    def reasons(self, space: Space, slot: TimeSlot) -> list[Reason]:
        on = to_wall(slot.start, self.site.zone).date()
        against = []
        if space.needs_induction and self.whom.must_know and not self._knows(space, on):
            sentence = _("Ask the hub's team for an introduction to %(space)s first.",
                         space=space.name)  # fmt: skip
            against.append(Reason("no-induction", sentence, "space"))
        return [*against, *self._over_quota(space, slot, on=on)]

    def subjects(self, during: TimeSlot) -> list[str]:
        """Of whom a quota counts something in that time, the person first."""
        days = days_of(during, self.site.zone)
        found = {limit.subject for day in days for limit in self.allowance.on(day)}
        return [str(s) for s in QuotaSubject if s in found and self.whom.id_of(s) is not None]

    def uncounted(self, during: TimeSlot) -> "Claims":
        """As if nothing was counted yet, for slots that begin in `during`."""
        return replace(self, during=during)

    def _knows(self, space: Space, on: date) -> bool:
        return any(last is None or on <= last for last in self.shown.get(space.id, []))

    def _over_quota(self, space: Space, slot: TimeSlot, *, on: date) -> list[Reason]:
        asked, zone = Counted(slot, space.kind), self.site.zone
        found = [
            (limit, over(limit, asked, others=self.counted[limit.subject], zone=zone, now=now()))
            for limit in self.allowance.on(on)
            if limit.subject in self.counted
        ]
        return [_quota_reason(each, slot, zone=zone) for each in refusals(found)]


def claims_of(whom: ForWhom, spaces: Sequence[Space], *, during: TimeSlot) -> Claims:
    """Of spaces of one site, for slots that begin in `during`.

    One statement, one for each whose bookings count, and one where a space needs an introduction.
    """
    site = spaces[0].site
    allowed = allowance(whom.person_id, site.id) if whom.is_counted else Allowance()
    return Claims(site, whom, during, _shown(whom, spaces), allowed)


def _shown(whom: ForWhom, spaces: Sequence[Space]) -> dict[UUID, list[date | None]]:
    needing = [space.id for space in spaces if space.needs_induction]
    if not needing:
        return {}
    query = select(Induction.space_id, Induction.valid_until).where(
        Induction.user_id == whom.person_id,
        Induction.space_id.in_(needing),
        Induction.revoked_at.is_(None),
    )
    found: dict[UUID, list[date | None]] = {}
    for space_id, last in db.session.execute(query):
        found.setdefault(space_id, []).append(last)
    return found


def _counted(claims: Claims, subject: str) -> list[Counted]:
    """Bookings of the subject that stand, within all periods that the time touches. The two
    databases add up times differently, so they are added here."""
    whom, limits = claims.whom, [limit for _plan, limit in claims.allowance.limits]
    periods = {limit.period for limit in limits if limit.subject == subject}
    first, last = _span(periods, claims.during, zone=claims.site.zone)
    values = {"subject": whom.id_of(subject), "site": claims.site.id, "now": now(), "first": first}
    if last is not None:
        values["last"] = last
    if whom.leaving_out is not None:
        values["leaving_out"] = whom.leaving_out
    query = _standing_of(
        subject, has_last=last is not None, leaves_out=whom.leaving_out is not None
    )
    found = db.session.execute(query, values)
    return [Counted(TimeSlot(start, end), kind) for start, end, kind in found]


@cache
def _standing_of(subject: str, *, has_last: bool, leaves_out: bool) -> Any:
    counted_by = (
        Booking.booked_for_id if subject == QuotaSubject.PERSON else Booking.organisation_id
    )
    held = and_(Booking.state == BookingState.HELD, Booking.hold_expires_at > bindparam("now"))
    query: Any = (
        select(Booking.starts_at, Booking.ends_at, Space.kind)
        .join(Space, Space.id == Booking.space_id)
        .where(
            counted_by == bindparam("subject"),
            Booking.starts_at >= bindparam("first"),
            or_(Booking.state == BookingState.CONFIRMED, held),
            Booking.kind == BookingKind.BOOKING,
            Space.site_id == bindparam("site"),
        )
    )
    if has_last:
        query = query.where(Booking.starts_at < bindparam("last"))
    if leaves_out:
        query = query.where(Booking.id != bindparam("leaving_out"))
    return query


def _span(
    periods: Collection[str], during: TimeSlot, *, zone: str
) -> tuple[datetime, datetime | None]:
    """From the first to the last instant in which something counts; None is for ever."""
    starts, ends, coming = [], [], False
    for period in periods:
        coming = coming or period == QuotaPeriod.COMING
        for instant in (during.start, during.end):
            within = period_around(instant, period, zone=zone)
            starts.append(within.start if within else now())
            ends.append(within.end if within else now())
    return min(starts), None if coming else max(ends)


def _quota_reason(found: Over, slot: TimeSlot, *, zone: str) -> Reason:
    sentences = [_allowance(found)]
    if found.limit.minutes is not None:
        asked = spoken(slot.length // timedelta(minutes=1))
        said = _("%(used)s are booked, this one would be %(asked)s.",
                 used=spoken(found.minutes), asked=asked)  # fmt: skip
    else:
        said = ngettext("%(num)s booking stands.", "%(num)s bookings stand.", found.bookings)
    sentences.append(said)
    if found.until is not None:
        on = written(found.until, zone, form="EEEE d MMMM")
        sentences.append(_("The count begins anew on %(day)s.", day=on))
    return Reason("quota", " ".join(sentences), "starts_at", until=found.until)


def _allowance(found: Over) -> str:
    limit = found.limit
    amount = _per_period(found)
    where = kind_name(SpaceKind(limit.kind)) if limit.kind else _("all spaces")
    names = {"plan": limit.plan, "amount": amount, "spaces": where}
    if limit.subject == QuotaSubject.ORGANISATION and limit.plan:
        return _("The plan %(plan)s gives an organisation %(amount)s (%(spaces)s).", **names)
    if limit.subject == QuotaSubject.ORGANISATION:
        return _("Without a plan, an organisation has %(amount)s (%(spaces)s).", **names)
    if limit.plan:
        return _("The plan %(plan)s gives %(amount)s (%(spaces)s).", **names)
    return _("Without a plan, there are %(amount)s (%(spaces)s).", **names)


def _per_period(found: Over) -> str:
    """10 hours a week; 2 bookings a day; 10 hours or 3 bookings a month."""
    limit, parts = found.limit, []
    if limit.minutes is not None:
        parts.append(spoken(limit.minutes))
    if limit.bookings is not None:
        parts.append(ngettext("%(num)s booking", "%(num)s bookings", limit.bookings))
    amount = _(" and ").join(parts)
    return {
        QuotaPeriod.DAY: _("at most %(amount)s a day", amount=amount),
        QuotaPeriod.WEEK: _("at most %(amount)s a week", amount=amount),
        QuotaPeriod.MONTH: _("at most %(amount)s a month", amount=amount),
        QuotaPeriod.COMING: _("at most %(amount)s at a time", amount=amount),
    }[QuotaPeriod(limit.period)]
