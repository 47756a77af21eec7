"""How somebody becomes a person of the hub, whatever way they came."""

from dataclasses import dataclass

from sqlalchemy import select

from hub.accounts.facts import PersonJoined
from hub.accounts.models import Consent, User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Conflict
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

#: Raised when the privacy notice changes in substance; whoever agreed to an older one is asked.
PRIVACY_VERSION = "2026-11"
PRIVACY = "privacy-notice"


@dataclass(frozen=True)
class Newcomer:
    """A person to be, with an address that is known to be theirs."""

    name: str
    email: str
    language: str = "en"
    zone: str = "Asia/Jakarta"
    password_hash: str | None = None
    #: The version of the privacy notice that was agreed to, if it was.
    consent: str = ""


def join(newcomer: Newcomer) -> User:
    """Make the person.

    Raises:
        Conflict: the address has an account.
    """
    taken = select(User.id).where(User.email == newcomer.email)
    if db.session.scalar(taken) is not None:
        raise Conflict(_("This address has an account already. Please sign in."))
    person = User(
        name=newcomer.name,
        email=newcomer.email,
        email_verified_at=now(),
        language=newcomer.language,
        zone=newcomer.zone,
        password_hash=newcomer.password_hash,
    )
    db.session.add(person)
    db.session.flush()
    if newcomer.consent:
        db.session.add(Consent(user_id=person.id, what=PRIVACY, version=newcomer.consent))
    record("person.joined", person, after={"language": person.language, "zone": person.zone})
    announce(PersonJoined(person.id, person.email))
    return person
