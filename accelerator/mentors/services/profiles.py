"""Who mentors: invited, in, changed, paused, gone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.facts import MentorChanged, MentorLeft, MentorMade
from accelerator.mentors.models import AwaitedMentor, Mentor, Mentoring, Sight
from accelerator.mentors.permissions import (
    can_change_mentor,
    can_invite_mentors,
    can_manage_mentors,
    is_mentor,
)
from accelerator.mentors.rules import sight
from accelerator.mentors.rules.profiles import (
    LISTS,
    ProfileLink,
    in_order,
    is_web_address,
    troubles,
)
from accelerator.mentors.services.giving import ask_at_once
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import in_programme
from hub.accounts.facts import InvitationAccepted
from hub.accounts.models import Invitation, Role, User
from hub.accounts.rules.addresses import clean_email
from hub.accounts.services import invitations
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import MemberRole, Organisation
from hub.organisations.services import add_member

MOST_ALIASES = 10


@dataclass(frozen=True)
class Profile:
    """What somebody tells of themselves. Values of `Topic`, `Sector`, `Stage`, `Dimension`, `Way`;
    codes of languages; `shown` is field to circle (`rules.sight.FIELDS`)."""

    headline: str = ""
    about: str = ""
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    links: tuple[ProfileLink, ...] = ()
    video_url: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToInvite:
    """In `language` unless they have an account. For `organisation` they become its member; for
    `cohort` they are asked for `places` as soon as they are in."""

    email: str
    language: str = ""
    organisation: Organisation | None = None
    cohort: Cohort | None = None
    places: int = 1


def invite_mentor(asked: ToInvite, profile: Profile, *, by: User) -> Invitation:
    """Invite somebody to mentor: staff anywhere, coordinators for their own organisation.

    Raises:
        NotAllowed: neither.
        Conflict: they are a mentor already, or this invitation is on its way.
        Invalid, TooMany: as `hub.accounts.services.invitations.invite`; no such term.
    """
    if not can_invite_mentors(by, asked.organisation):
        raise NotAllowed(_("You can invite mentors for your own support organisation."))
    columns = checked(profile)
    known = select(Mentor.id).join(Mentor.user).where(User.email == clean_email(asked.email))
    if db.session.scalar(known) is not None:
        raise Conflict(_("This person is a mentor already. Ask them for the cohort."))
    sent = invitations.invite(asked.email, by=by, offer=_offer(asked, by), language=asked.language)
    awaited = AwaitedMentor(
        invitation_id=sent.id,
        organisation_id=asked.organisation.id if asked.organisation else None,
        cohort_id=asked.cohort.id if asked.cohort else None,
        places=asked.places,
        profile=columns,
    )
    db.session.add(awaited)
    db.session.flush()
    return sent


def _offer(asked: ToInvite, by: User) -> invitations.Offer:
    """A role where staff invite to a programme; a membership where a coordinator invites."""
    organisation = asked.organisation
    role = Role.MENTOR if asked.cohort and can_manage_mentors(by) else None
    return invitations.Offer(
        role=role,
        in_scope=in_programme(asked.cohort.programme_id) if role and asked.cohort else None,
        organisation_id=organisation.id if organisation else None,
        member_role=MemberRole.MEMBER.value if organisation else None,
    )


def become_mentor(fact: InvitationAccepted) -> None:
    """Listens: somebody accepted an invitation that may have been a mentor's."""
    query = select(AwaitedMentor).where(AwaitedMentor.invitation_id == fact.invitation_id)
    awaited = db.session.scalar(query)
    invitation = db.session.get_one(Invitation, fact.invitation_id)
    if awaited is None and invitation.role is not Role.MENTOR:
        return
    person = db.session.get_one(User, fact.user_id)
    mentor = make_mentor(person, awaited.profile if awaited else {})
    if awaited is None:
        return
    if awaited.organisation is not None and fact.organisation_id is None:
        add_member(awaited.organisation, person, part=MemberRole.MEMBER)
    if awaited.cohort is not None and invitation.invited_by is not None:
        ask_at_once(
            mentor,
            awaited.cohort,
            organisation_id=awaited.organisation_id,
            places=awaited.places,
            by=invitation.invited_by,
        )


def make_mentor(person: User, known: Mapping[str, Any] | None = None) -> Mentor:
    """Somebody's profile, made if it is not there. Asks nobody who may: for invitations and what is
    built on them. Who had left is back."""
    found = db.session.scalar(select(Mentor).where(Mentor.user_id == person.id))
    if found is not None:
        if found.left_at is not None:
            found.left_at = None
            db.session.flush()
            record("mentor.returned", found)
        return found
    made = Mentor(user=person, **dict(known or {}))
    db.session.add(made)
    db.session.flush()
    record("mentor.made", made, after={"member": person.name, "person": person.id})
    announce(MentorMade(made.id))
    return made


def change_mentor(mentor: Mentor, profile: Profile, *, by: User, version: int) -> None:
    """By themselves or by a programme's staff.

    Raises:
        NotAllowed: somebody else's profile.
        ChangedMeanwhile: it is another version by now.
        Invalid: by field.
    """
    if not can_change_mentor(by, mentor):
        raise NotAllowed(_("This is somebody else's profile."))
    new = checked(profile)
    lock(mentor)
    if mentor.version != version:
        raise ChangedMeanwhile(_("The profile was changed in the meantime. Please look again."))
    before = {name: getattr(mentor, name) for name in new}
    changed = {name for name in new if before[name] != new[name]}
    if not changed:
        return
    for name in changed:
        setattr(mentor, name, new[name])
    mentor.version += 1
    db.session.flush()
    told = changed - {"aliases", "video_url"}
    record(
        "mentor.changed",
        mentor,
        before={name: before[name] for name in told},
        after={name: new[name] for name in told},
    )
    if "aliases" in changed:
        announce(MentorChanged(mentor.id))


def accept_code(mentor: Mentor, mentoring: Mentoring, *, version: int, by: User) -> None:
    """Agree to the code of conduct in the wording that was shown. Twice is once.

    Raises:
        NotAllowed: only the mentor themself agrees.
        ChangedMeanwhile: there is a newer wording.
    """
    if not is_mentor(by, mentor):
        raise NotAllowed(_("Only the mentor can agree to this."))
    if mentoring.code_version != version:
        raise ChangedMeanwhile(_("There is a newer wording. Please read it."))
    lock(mentor)
    if mentor.code_version is not None and mentor.code_version >= version:
        return
    mentor.code_version, mentor.code_accepted_at = version, now()
    db.session.flush()
    record("mentor.code-accepted", mentor, after={"version": version})


def pause(mentor: Mentor, *, by: User, until: datetime | None = None) -> None:
    """Nobody new is matched with them until they are back; what stands, stands.

    Raises: NotAllowed, Invalid (an end that has passed), NotNow (they have left).
    """
    _check_their_own(mentor, by)
    if until is not None and until <= now():
        message = _("A pause ends in the future.")
        raise Invalid(message, errors={"until": [message]})
    lock(mentor)
    if mentor.left_at is not None:
        raise NotNow(_("This mentor has left the programme."))
    mentor.paused_at, mentor.paused_until = mentor.paused_at or now(), until
    db.session.flush()
    record("mentor.paused", mentor, after={"until": until})


def resume(mentor: Mentor, *, by: User) -> None:
    """Raises: NotAllowed."""
    _check_their_own(mentor, by)
    lock(mentor)
    if mentor.paused_at is not None:
        mentor.paused_at = mentor.paused_until = None
        db.session.flush()
        record("mentor.resumed", mentor)


def leave(mentor: Mentor, *, by: User, reason: str = "") -> None:
    """For good: pairings and sessions to come end, and the record stays. Raises: NotAllowed."""
    _check_their_own(mentor, by)
    lock(mentor)
    if mentor.left_at is None:
        mentor.left_at = now()
        db.session.flush()
        record("mentor.left", mentor, reason=reason)
        announce(MentorLeft(mentor.id))


def checked(profile: Profile) -> dict[str, Any]:
    """The columns of `Mentor`, in order, each term once. Raises: Invalid, by field."""
    wrong = troubles({name: getattr(profile, name) for name in LISTS}, profile.links)
    aliases = [clean_email(each) for each in profile.aliases]
    if None in aliases or len(aliases) > MOST_ALIASES:
        wrong["aliases"] = [_("Up to ten e-mail addresses, with commas between them.")]
    if profile.video_url and not is_web_address(profile.video_url):
        wrong["video_url"] = [_("Please give the whole address, beginning with https://.")]
    for name, most in (("headline", 140), ("about", 2000)):
        if len(getattr(profile, name).strip()) > most:
            wrong[name] = [_("At most %(most)s characters.", most=most)]
    if wrong:
        raise Invalid(_("Please look at the profile again."), errors=wrong)
    kept = {each.name: getattr(profile, each.name) for each in fields(profile)}
    return kept | {
        **{name: in_order(kept[name], offered) for name, offered in LISTS.items()},
        "headline": " ".join(profile.headline.split()),
        "about": profile.about.strip(),
        "links": [asdict(link) for link in profile.links],
        "video_url": profile.video_url.strip(),
        "shown": sight.checked(profile.shown, Sight),
        "aliases": list(dict.fromkeys(each for each in aliases if each)),
    }


def _check_their_own(mentor: Mentor, by: User) -> None:
    if not can_change_mentor(by, mentor):
        raise NotAllowed(_("This is somebody else's profile."))


def mentor_ids(person_ids: set[UUID]) -> dict[UUID, UUID]:
    """Person to mentor."""
    query = select(Mentor.user_id, Mentor.id).where(Mentor.user_id.in_(person_ids))
    return {person: mentor for person, mentor in db.session.execute(query)}  # noqa: C416
