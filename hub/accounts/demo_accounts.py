"""The accounts of the demo world, one for each role and a learner, for whoever looks around in
development.

All have the same password and staff the same authenticator secret, so that a visitor can also walk
the whole way by hand. They exist only where the demo world was loaded, and the page that offers
them only where `settings.demo_sign_in()` says so.
"""

from dataclasses import dataclass

from sqlalchemy import select

from hub.accounts.models import Role, User
from hub.accounts.settings import demo_sign_in
from hub.core.database import db
from hub.core.i18n import lazy_gettext as _l

PASSWORD = "selamat-datang-di-hub"  # noqa: S105 - printed on the sign-in page of every demo
TOTP_SECRET = "HUBDEMOHUBDEMOHUBDEMOHUBDEMOHUB2"  # noqa: S105 - as above


@dataclass(frozen=True)
class DemoAccount:
    label: str
    email: str
    role: Role | None = None


DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount(_l("Founder"), "founder@demo.example", Role.FOUNDER),
    DemoAccount(_l("Mentor"), "mentor@demo.example", Role.MENTOR),
    DemoAccount(_l("Reviewer"), "reviewer@demo.example", Role.REVIEWER),
    DemoAccount(_l("Instructor"), "instructor@demo.example", Role.INSTRUCTOR),
    DemoAccount(_l("Coordinator"), "coordinator@demo.example", Role.COORDINATOR),
    DemoAccount(_l("City officer"), "city-officer@demo.example", Role.CITY_OFFICER),
    DemoAccount(_l("Hub manager, Jakarta"), "hub-manager@demo.example", Role.HUB_MANAGER),
    DemoAccount(_l("Hub manager, Berlin"), "hub-manager-berlin@demo.example", Role.HUB_MANAGER),
    DemoAccount(_l("Programme manager"), "programme-manager@demo.example", Role.PROGRAMME_MANAGER),
    DemoAccount(_l("Finance"), "finance@demo.example", Role.FINANCE),
    DemoAccount(_l("Auditor"), "auditor@demo.example", Role.AUDITOR),
    DemoAccount(_l("Administrator"), "admin@demo.example", Role.ADMIN),
    DemoAccount(_l("Founder, in a cohort"), "founder-in-cohort@demo.example", Role.FOUNDER),
    DemoAccount(_l("Learner"), "learner@demo.example"),
)
ADDRESSES = frozenset(account.email for account in DEMO_ACCOUNTS)


def offered_demo_accounts() -> list[DemoAccount]:
    """Those that are there and may be used here; empty in production, always."""
    if not demo_sign_in():
        return []
    query = select(User.email).where(User.email.in_(ADDRESSES), User.disabled_at.is_(None))
    there = set(db.session.scalars(query))
    return [account for account in DEMO_ACCOUNTS if account.email in there]


def demo_person(email: str) -> User | None:
    if not demo_sign_in() or email not in ADDRESSES:
        return None
    query = select(User).where(User.email == email, User.disabled_at.is_(None))
    return db.session.scalars(query).one_or_none()
