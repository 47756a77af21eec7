"""Mentors from a table: known ones are asked for the cohort, unknown ones invited.

What a known mentor says about themself is theirs: a table never changes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from accelerator.mentors.models import Mentor, MentorPlaces
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.mentors.rules.sheets import Row
from accelerator.mentors.services.giving import ask
from accelerator.mentors.services.profiles import Profile, ToInvite, invite_mentor
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.accounts.rules.addresses import clean_email
from hub.core.database import db
from hub.core.errors import Conflict, HubError, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation, OrganisationKind


@dataclass(frozen=True)
class Planned:
    """What a row would do: invite somebody, ask a known mentor, or nothing, because of `wrong`."""

    row: Row
    mentor: Mentor | None = None
    is_asked: bool = False
    organisation: Organisation | None = None

    @property
    def wrong(self) -> str:
        return self.row.wrong


def plan(rows: Sequence[Row], *, cohort: Cohort) -> list[Planned]:
    """Looked up in three questions; changes nothing."""
    emails = {clean_email(row.email) or "" for row in rows}
    known = select(Mentor).join(Mentor.user).where(User.email.in_(emails))
    mentors = {each.user.email: each for each in db.session.scalars(known).unique()}
    asked = set(
        db.session.scalars(
            select(MentorPlaces.mentor_id).where(MentorPlaces.cohort_id == cohort.id)
        )
    )
    names = {row.organisation.casefold() for row in rows if row.organisation}
    query = select(Organisation).where(
        func.lower(Organisation.name).in_(names),
        Organisation.kind == OrganisationKind.SUPPORT,
        Organisation.archived_at.is_(None),
    )
    houses = {each.name.casefold(): each for each in db.session.scalars(query)}
    seen: set[str] = set()
    found = []
    for row in rows:
        email = clean_email(row.email) or ""
        house = houses.get(row.organisation.casefold())
        wrong = row.wrong or _wrong(row, email, is_twice=email in seen, has_house=house is not None)
        seen.add(email)
        mentor = mentors.get(email)
        is_asked = mentor is not None and mentor.id in asked
        found.append(Planned(replace(row, wrong=wrong), mentor, is_asked, house))
    return found


@dataclass
class Imported:
    invited: int
    asked: int
    left_out: list[tuple[int, str]]


def import_mentors(rows: Sequence[Row], *, cohort: Cohort, by: User) -> Imported:
    """Each row stands for itself: one that cannot be used is left out and named.

    Raises: NotAllowed.
    """
    if not can_manage_mentoring(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    done = Imported(0, 0, [])
    for planned in plan(rows, cohort=cohort):
        if planned.wrong:
            done.left_out.append((planned.row.line, planned.wrong))
            continue
        try:
            _import_one(planned, done, cohort=cohort, by=by)
        except (Invalid, Conflict) as refusal:
            done.left_out.append((planned.row.line, str(refusal)))
        except HubError as refusal:  # a day's worth is sent: the rest would be refused as well
            done.left_out.append((planned.row.line, str(refusal)))
            break
    return done


def _import_one(planned: Planned, done: Imported, *, cohort: Cohort, by: User) -> None:
    row, house = planned.row, planned.organisation
    if planned.mentor is not None:
        if not planned.is_asked:
            house_id = house.id if house else None
            ask(planned.mentor, cohort, by=by, organisation_id=house_id, places=row.places)
            done.asked += 1
        return
    to = ToInvite(row.email, organisation=house, cohort=cohort, places=row.places)
    invite_mentor(to, Profile(headline=row.headline, **row.lists), by=by)
    done.invited += 1


def _wrong(row: Row, email: str, *, is_twice: bool, has_house: bool) -> str:
    if not email:
        return _("“%(email)s” is no e-mail address.", email=row.email[:60])
    if is_twice:
        return _("This address stands there twice.")
    if row.organisation and not has_house:
        return _("There is no support organisation “%(name)s”.", name=row.organisation[:60])
    return ""
