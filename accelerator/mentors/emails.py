"""What we write to mentors and startups about a cohort."""

from sqlalchemy import select

from accelerator.mentors.models import MentorPlaces
from accelerator.mentors.rules.missing import Missing
from accelerator.participations.models import Participation
from accelerator.startups.permissions import LEADS
from accelerator.vocabulary.words import Words, in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import speaking
from hub.organisations.models import Membership
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Category
from hub.outbox.services import send_mail
from hub.web.addresses import public_url


def asked_to_mentor(said: MentorPlaces) -> None:
    """Would they mentor startups of this cohort, and how many."""
    person, cohort = said.mentor.user, said.cohort
    with speaking(person.language):
        values = {
            "cohort": in_words(cohort.name),
            "asked_by": said.asked_by.name,
            "organisation": said.organisation.name if said.organisation else "",
            "places": said.places,
            "starts_on": cohort.starts_on,
            "ends_on": cohort.ends_on,
            "url": public_url("mentors.mine"),
        }
    letter = Letter("mentors/asked", values)
    send_mail(letter, to=_receiver(person), key=f"mentor-asked:{said.id}:{said.version}")


def remind_mentor(said: MentorPlaces, missing: Missing) -> None:
    """Of what they have not said yet; once a day, however often staff press."""
    person = said.mentor.user
    url = {
        Missing.CODE: public_url("mentors.code", places_id=str(said.id)),
        Missing.HOURS: public_url("mentors.hours"),
    }.get(missing, public_url("mentors.mine"))
    key = f"mentor-reminded:{missing}:{said.id}:{now().date()}"
    _remind(person, missing, key=key, words=said.cohort.name, values={"url": url, "startup": ""})


def remind_startup(participation: Participation, missing: Missing) -> None:
    """Whoever leads it."""
    startup = participation.startup
    url = (
        public_url("mentors.needs", participation_id=str(participation.id))
        if missing is Missing.NEEDS
        else public_url("mentors.hours", startup_id=str(startup.id))
    )
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == startup.organisation_id,
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
            User.disabled_at.is_(None),
        )
    )
    words, values = participation.cohort.name, {"url": url, "startup": startup.name}
    for person in db.session.scalars(query).unique():
        key = f"startup-reminded:{missing}:{participation.id}:{person.id}:{now().date()}"
        _remind(person, missing, key=key, words=words, values=dict(values))


def _remind(
    person: User, missing: Missing, *, key: str, words: Words, values: dict[str, object]
) -> None:
    with speaking(person.language):
        told = values | {"cohort": in_words(words), "missing": missing.value}
    letter = Letter("mentors/reminded", told, category=Category.REMINDERS)
    send_mail(letter, to=_receiver(person), key=key)


def _receiver(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, person.id)
