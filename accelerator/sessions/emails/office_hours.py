"""To a startup in line for an office hour: it is yours if you like; it is over."""

from datetime import datetime

from accelerator.sessions.emails.invitations import receiver_of
from accelerator.sessions.models import OfficeHour
from accelerator.sessions.queries.parties import leaders_of
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import in_words
from hub.core.i18n import speaking
from hub.outbox.letters import Letter
from hub.outbox.services import send_mail
from hub.places.models import Place
from hub.web.addresses import public_url


def offered(
    hour: OfficeHour, startup: Startup, *, place: Place, until: datetime, again: bool = False
) -> None:
    """A page asks before anything is answered: nothing happens by opening a link."""
    url = public_url("sessions.place", seat_id=str(place.id))
    occasion = "due" if again else "offered"
    values = {"expires_at": until, "again": again, "url": url}
    _write(hour, startup, letter=Letter("sessions/office_offered", values, useful_until=until),
           key=f"office-hour-{occasion}:{place.id}:{place.offer_number}")  # fmt: skip


def over(hour: OfficeHour, startup: Startup, *, place: Place, why: str) -> None:
    """`why`: "lapsed" (nobody answered in time) or "cancelled"."""
    values = {"why": why, "url": public_url("sessions.office_hours")}
    _write(hour, startup, letter=Letter("sessions/office_over", values),
           key=f"office-hour-{why}:{place.id}:{place.offer_number}")  # fmt: skip


def _write(hour: OfficeHour, startup: Startup, *, letter: Letter, key: str) -> None:
    for person in leaders_of([startup])[startup.id]:
        with speaking(person.language):
            values = {
                **letter.values,
                "mentor": hour.mentor.name,
                "startup": startup.name,
                "topic": hour.topic,
                "cohort": in_words(hour.cohort.name),
                "starts_at": hour.starts_at,
                "ends_at": hour.ends_at,
                "zone": hour.zone,
            }
        told = Letter(letter.template, values, useful_until=letter.useful_until)
        send_mail(told, to=receiver_of(person), key=f"{key}:{person.id}")
