"""For whom a booking can be: people by their address, organisations by membership. Reads only."""

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Membership, Organisation


def person_at(email: str) -> User | None:
    """The person with this verified e-mail address."""
    query = select(User).where(
        User.email == email.strip().lower(),
        User.email_verified_at.is_not(None),
        User.disabled_at.is_(None),
    )
    return db.session.scalars(query).one_or_none()


def organisations_of(person: User) -> list[Organisation]:
    """Where the person is a member now, by name."""
    query = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
        .order_by(Organisation.name)
    )
    return list(db.session.scalars(query))
