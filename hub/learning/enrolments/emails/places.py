"""One mail for each thing that happens to a place in a class."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accelerator.vocabulary.words import in_words
from hub.core.i18n import speaking
from hub.learning.classes.entries import sessions_for
from hub.learning.classes.models import ClassSession
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.line import number_in_line
from hub.learning.enrolments.rules.standing import Standing
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.services import is_mail_written, send_mail
from hub.places.models import Place
from hub.web.addresses import public_url

CALENDAR = "text/calendar; method=PUBLISH; charset=utf-8"


@dataclass(frozen=True)
class _News:
    """`occasion` tells this mail from others to the same person about the same class. A `secret`
    one holds a link that answers, so staff never see its text."""

    template: str
    occasion: str
    values: dict[str, Any] = field(default_factory=dict)
    until: datetime | None = None
    secret: bool = False


def waits(enrolment: Enrolment, place: Place) -> None:
    """It stands in line, and where."""
    values = {"position": number_in_line(place), "approved": _was_asked(enrolment)}
    _write(enrolment, _News("waiting", f"waiting:{place.id}", values))


def offered(
    enrolment: Enrolment, place: Place, *, secret: str, until: datetime, again: bool = False
) -> None:
    """The link opens a page that asks; nothing is answered by opening it. `again`: a reminder."""
    following = place.next_reminder_at
    due = f"due:{following:%Y%m%dT%H%M}" if following else "due:last"
    values = {
        "expires_at": until,
        "again": again,
        "last_time": place.lapses > 0,
        "answer_url": public_url("enrolments.offer", token=secret),
    }
    occasion = f"{due if again else 'offered'}:{place.id}:{place.offer_number}"
    _write(enrolment, _News("offered", occasion, values, until, secret=True))


def confirmed(enrolment: Enrolment, place: Place, *, how: str, reason: str = "") -> None:
    """`how`: "taken" (a seat was free), "accepted" or "given" (by staff, who say why)."""
    values = {"how": how, "reason": reason, "approved": how == "taken" and _was_asked(enrolment)}
    news = _News("confirmed", f"confirmed:{place.id}", values)
    _write(enrolment, news, sessions=standing_sessions(enrolment.run))


def lapsed(enrolment: Enrolment, place: Place, *, waits_again: bool) -> None:
    """To the tail of the line; or out of it, the second time."""
    values = {"waits_again": waits_again, "position": number_in_line(place)}
    _write(enrolment, _News("lapsed", f"lapsed:{place.id}:{place.offer_number}", values))


def removed(enrolment: Enrolment, *, reason: str, had_place: bool, by_staff: bool) -> None:
    values = {"reason": reason, "had_place": had_place, "by_staff": by_staff}
    _write(enrolment, _News("removed", "removed", values))


def refused(enrolment: Enrolment) -> None:
    _write(enrolment, _News("refused", "refused", {"reason": enrolment.answer_reason}))


def last_seats(enrolment: Enrolment, *, seats: int, day: date) -> None:
    """After the cut-off: first come, first served. It reserves nothing. One mail a day."""
    until = enrolment.run.starts_at
    _write(enrolment, _News("last_seats", f"last-seats:{day}", {"seats": seats}, until))


def line_closed(enrolment: Enrolment) -> None:
    _write(enrolment, _News("line_closed", "line-closed"))


def cancelled(enrolment: Enrolment, *, stood: str, reason: str) -> None:
    """The class will not be held. `stood`: where its receiver stood until then."""
    had_place = stood == Standing.CONFIRMED.value
    news = _News("cancelled", "cancelled", {"stood": stood, "reason": reason})
    _write(enrolment, news, sessions=enrolment.run.sessions if had_place else ())


def _was_asked(enrolment: Enrolment) -> bool:
    return enrolment.asking is Asking.APPROVED


def _write(enrolment: Enrolment, news: _News, *, sessions: Sequence[ClassSession] = ()) -> None:
    """`sessions` go along as entries of a calendar: to keep, or, cancelled, to leave it."""
    if not is_mail_written():
        return
    run, person = enrolment.run, enrolment.user
    with speaking(person.language):
        told = news.values | {
            "class_name": in_words(run.name),
            "starts_at": run.starts_at,
            "zone": run.zone,
            "url": public_url("enrolments.place", slug=run.slug),
        }
    entries = sessions_for(sessions, person, name=told["class_name"]) if sessions else ""
    letter = Letter(
        f"enrolments/{news.template}",
        told,
        attachments=[Attachment("class.ics", CALENDAR, entries)] if entries else (),
        useful_until=news.until,
        confidential=True if news.secret else None,
    )
    to = Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
    send_mail(letter, to=to, key=f"enrolment:{enrolment.id}:{news.occasion}")
