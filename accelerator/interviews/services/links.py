"""Links that open a juror's day without a password: made, opened, ended."""

from uuid import UUID

from sqlalchemy import select

from accelerator.interviews.emails import links as emails
from accelerator.interviews.errors import DayMoved
from accelerator.interviews.models import DayState, InterviewDay, JuryLink, Panel, PanelMember
from accelerator.interviews.queries.links import (
    get_juror,
    is_kept_from_a_team,
    is_open,
    link_behind,
    own_link,
    window_of_links,
)
from accelerator.interviews.queries.planning import panels_of
from accelerator.interviews.services.holding import expect, take_day
from hub.accounts.errors import LinkIsDead
from hub.accounts.models import User
from hub.accounts.rules.devices import device_name
from hub.accounts.services.acting import only_in_person
from hub.accounts.services.sessions import Confined, end_confined
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.formats import day as written_day
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_secret
from hub.history.services import record


def make_link(day: InterviewDay, reviewer_id: UUID, *, by: User, send: bool) -> str:
    """A new link for a juror; the one before ends, and who came in by it is signed out.

    Args:
        send: to the juror, by mail. Else it is shown to whoever made it, who must be free to see
            every team of the day: the link opens what the juror sees.

    Returns:
        Its secret, which is kept nowhere.

    Raises:
        ActingRefused; NotAllowed for somebody else's day, or with a conflict of interest.
        NotFound: no juror of the day.
        DayMoved: the day is not published, or over.
    """
    only_in_person()
    take_day(day, by=by)
    expect(day, DayState.PUBLISHED)
    if window_of_links(day).end <= now():
        raise DayMoved(_("This day is over."))
    juror = get_juror(day, panels_of(day), reviewer_id=reviewer_id)
    if not send and is_kept_from_a_team(day, by):
        raise NotAllowed(
            _("You have a conflict of interest with a team of this day, so you cannot be shown what"
              " opens it. Send the link by mail, or ask a colleague.")
        )  # fmt: skip
    if juror.link is not None:
        _end(juror.link, reason="a newer link")
    secret = new_secret()
    link = JuryLink(
        day=day, reviewer=juror.reviewer, secret_hash=hashed(secret), made_by_id=by.id, sent=send
    )
    link.opened = 0
    db.session.add(link)
    db.session.flush()
    record("jury-link.made", day, after={"juror": juror.reviewer.user_id, "sent": send})
    if send:
        emails.your_link(link, secret)
    return secret


def open_link(secret: str, *, agent: str) -> tuple[JuryLink, Confined]:
    """The link, and what a sign-in by it is confined to. On one device at a time: whoever
    came in by it before is signed out, and the juror is told by mail.

    Raises:
        LinkIsDead: unknown, ended, or not for now.
    """
    link = standing_link(secret)
    lock(link)
    if link.ended_at is not None:
        raise LinkIsDead(_("This link has been taken back."))
    end_confined(link.id, reason="opened on another device")
    link.opened += 1
    link.opened_at = now()
    db.session.flush()
    device = device_name(agent)
    record("jury-link.opened", link.day, after={"juror": link.reviewer.user_id, "device": device})
    emails.link_opened(link, device)
    return link, Confined(link.id, window_of_links(link.day).end)


def standing_link(secret: str) -> JuryLink:
    """That would open now. Raises: LinkIsDead."""
    link = link_behind(secret) if len(secret) <= 100 else None
    if link is None:
        raise LinkIsDead(
            _("This link is not valid, or has been taken back. Please ask for a new one.")
        )
    if not is_open(link):
        when = written_day(window_of_links(link.day).start, link.day.zone)
        raise LinkIsDead(_("This link works on its day only: %(day)s.", day=when))
    return link


def revoke_link(day: InterviewDay, reviewer_id: UUID, *, by: User) -> None:
    """By staff; who came in by it is signed out. Raises: NotAllowed, DayMoved, NotFound."""
    take_day(day, by=by)
    juror = get_juror(day, panels_of(day), reviewer_id=reviewer_id)
    if juror.link is not None:
        _end(juror.link, reason="taken back")


def revoke_own(day: InterviewDay, *, by: User) -> None:
    """A juror ends their own. Nothing happens where there is none."""
    only_in_person()
    link = own_link(day, by)
    if link is not None:
        _end(link, reason="ended by the juror")


def end_links_but(day: InterviewDay, reviewer_ids: set[UUID]) -> None:
    """Of those who have left the day's panels; `reviewer_ids` are about to be seated."""
    db.session.flush()
    seated = (
        select(PanelMember.reviewer_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.day_id == day.id)
    )
    query = select(JuryLink).where(
        JuryLink.day_id == day.id,
        JuryLink.ended_at.is_(None),
        JuryLink.reviewer_id.not_in(seated),
        JuryLink.reviewer_id.not_in(reviewer_ids),
    )
    for link in db.session.scalars(query):
        _end(link, reason="not on a panel any more")


def _end(link: JuryLink, *, reason: str) -> None:
    link.ended_at = now()
    db.session.flush()
    end_confined(link.id, reason=reason)
    record("jury-link.ended", link.day, before={"juror": link.reviewer.user_id}, reason=reason)
