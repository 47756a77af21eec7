"""The pool of reviewers: invited, in, changed, paused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.services import look_at_person
from accelerator.programmes.models import Programme
from accelerator.programmes.permissions import can_manage, in_programme
from accelerator.reviews.models import AwaitedReviewer, Reviewer, Round, RoundState
from accelerator.reviews.permissions import can_change_reviewer
from accelerator.reviews.services.commitments import ask_one
from accelerator.vocabulary.terms import Expertise, Sector
from hub.accounts.facts import InvitationAccepted
from hub.accounts.models import Invitation, Role, User
from hub.accounts.rules.addresses import clean_email
from hub.accounts.services import invitations
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Organisation

LARGEST_CAPACITY = 300
MOST_ALIASES = 10


@dataclass(frozen=True)
class Profile:
    """What is known of a reviewer. Values of `Expertise` and `Sector`, codes of languages;
    `capacity` is how many they can read in a round; `aliases` are other addresses of theirs."""

    expertise: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 15
    organisation_id: UUID | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToInvite:
    """In `language` unless they have an account; asked for `round_` as soon as they are in."""

    email: str
    language: str = ""
    round_: Round | None = None


def invite_reviewer(
    asked: ToInvite, profile: Profile, *, programme: Programme, by: User
) -> Invitation:
    """Invite somebody to read for a programme; they are in once they accept.

    Raises:
        NotAllowed: somebody else's programme.
        Conflict: they are a reviewer already, or this invitation is on its way.
        Invalid, TooMany: as `hub.accounts.services.invitations.invite`; no such term or language.
    """
    if not can_manage(by, programme.id):
        raise NotAllowed(_("You can only invite reviewers to your own programmes."))
    clean = checked(profile)
    known = select(Reviewer).join(Reviewer.user).where(User.email == clean_email(asked.email))
    if db.session.scalar(known.with_only_columns(Reviewer.id)) is not None:
        raise Conflict(_("This person is a reviewer already. Ask them for the round."))
    offer = invitations.Offer(role=Role.REVIEWER, in_scope=in_programme(programme.id))
    sent = invitations.invite(asked.email, by=by, offer=offer, language=asked.language)
    round_id = asked.round_.id if asked.round_ else None
    db.session.add(AwaitedReviewer(invitation_id=sent.id, round_id=round_id, **_columns(clean)))
    db.session.flush()
    return sent


def become_reviewer(fact: InvitationAccepted) -> None:
    """Listens: somebody accepted an invitation that may have been a reviewer's."""
    invitation = db.session.get_one(Invitation, fact.invitation_id)
    if invitation.role is not Role.REVIEWER:
        return
    person = db.session.get_one(User, fact.user_id)
    awaited = db.session.scalar(
        select(AwaitedReviewer).where(AwaitedReviewer.invitation_id == invitation.id)
    )
    reviewer = make_reviewer(person, _known(awaited) if awaited else Profile())
    round_ = db.session.get(Round, awaited.round_id) if awaited and awaited.round_id else None
    if round_ is not None and round_.state is not RoundState.CLOSED and invitation.invited_by:
        ask_one(round_, reviewer, by=invitation.invited_by)


def make_reviewer(person: User, profile: Profile) -> Reviewer:
    """Put somebody into the pool, without asking who may: for invitations and what is built on
    them. Who is in it keeps their profile. Raises: Invalid."""
    found = db.session.scalar(select(Reviewer).where(Reviewer.user_id == person.id))
    if found is not None:
        return found
    clean = checked(profile)
    made = Reviewer(user=person, **_columns(clean))
    db.session.add(made)
    db.session.flush()
    record("reviewer.made", made, after={"member": person.name, "person": person.id})
    return made


def change_reviewer(reviewer: Reviewer, profile: Profile, *, by: User) -> None:
    """By themselves or by staff. What they now are may be in conflict with what they read or will
    read, so that is looked for again.

    Raises:
        NotAllowed: somebody else's profile.
        Invalid: no such term, language, organisation; an alias that is no address.
    """
    if not can_change_reviewer(by, reviewer):
        raise NotAllowed(_("This is somebody else's profile."))
    clean = checked(profile)
    lock(reviewer)
    new = _columns(clean)
    before = {name: getattr(reviewer, name) for name in new}
    changed = {name for name in new if before[name] != new[name]}
    if not changed:
        return
    for name in changed:
        setattr(reviewer, name, new[name])
    db.session.flush()
    told = changed - {"aliases", "organisation_id"}
    record(
        "reviewer.changed",
        reviewer,
        before={name: before[name] for name in told},
        after={name: new[name] for name in told},
    )
    if changed & {"aliases", "organisation_id"}:
        look_at_person(reviewer.user_id)


def pause(reviewer: Reviewer, *, by: User) -> None:
    """Nobody asks them for further rounds until they are back. What they have promised stands.
    Raises: NotAllowed."""
    _set_paused(reviewer, by=by, paused=True)


def resume(reviewer: Reviewer, *, by: User) -> None:
    """Raises: NotAllowed."""
    _set_paused(reviewer, by=by, paused=False)


def checked(profile: Profile) -> Profile:
    """The profile in order, everything once. Raises: Invalid, by field."""
    wrong: dict[str, list[str]] = {}
    for name, offered in (
        ("expertise", [*Expertise]),
        ("sectors", [*Sector]),
        ("languages", LANGUAGES),
    ):
        if not set(getattr(profile, name)) <= set(offered):
            wrong[name] = [_("Please choose from the list.")]
    if not 1 <= profile.capacity <= LARGEST_CAPACITY:
        wrong["capacity"] = [_("From 1 to %(most)s.", most=LARGEST_CAPACITY)]
    aliases = [clean_email(each) for each in profile.aliases]
    if None in aliases or len(aliases) > MOST_ALIASES:
        wrong["aliases"] = [_("Up to ten e-mail addresses, with commas between them.")]
    organisation = profile.organisation_id
    if organisation is not None and db.session.get(Organisation, organisation) is None:
        wrong["organisation_id"] = [_("There is no such organisation.")]
    if wrong:
        raise Invalid(_("Please look at the profile again."), errors=wrong)
    return Profile(
        expertise=_in_order(profile.expertise, Expertise),
        sectors=_in_order(profile.sectors, Sector),
        languages=_in_order(profile.languages, LANGUAGES),
        capacity=profile.capacity,
        organisation_id=organisation,
        aliases=tuple(dict.fromkeys(each for each in aliases if each)),
    )


def _in_order(values: Iterable[str], all_of_them: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(each) for each in all_of_them if each in set(values))


def _columns(profile: Profile) -> dict[str, Any]:
    return {n: list(v) if isinstance(v, tuple) else v for n, v in vars(profile).items()}


def _known(awaited: AwaitedReviewer) -> Profile:
    return Profile(
        expertise=tuple(awaited.expertise),
        sectors=tuple(awaited.sectors),
        languages=tuple(awaited.languages),
        capacity=awaited.capacity,
        organisation_id=awaited.organisation_id,
        aliases=tuple(awaited.aliases),
    )


def _set_paused(reviewer: Reviewer, *, by: User, paused: bool) -> None:
    if not can_change_reviewer(by, reviewer):
        raise NotAllowed(_("This is somebody else's profile."))
    lock(reviewer)
    if (reviewer.paused_at is not None) is paused:
        return
    reviewer.paused_at = now() if paused else None
    db.session.flush()
    record("reviewer.paused" if paused else "reviewer.resumed", reviewer)
