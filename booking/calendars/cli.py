"""`flask calendars import FILE --site ber --space lab`: the preview as a table, and the import."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from booking.calendars import services
from booking.calendars.names import flags_said, note_said, why
from booking.calendars.queries import ImportPlan, Row, Standing
from booking.calendars.rules import LARGEST
from booking.calendars.services import Choice
from booking.spaces.models import Space
from booking.spaces.queries import spaces_of
from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.core.database import db, transaction
from hub.core.errors import HubError
from hub.core.formats import day, span
from hub.history.services import Acting, acting_as
from hub.organisations.queries import site_by_code

calendars = AppGroup("calendars", help="Calendars from elsewhere.")


@calendars.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", required=True, help="The site's code, such as ber.")
@click.option("--space", "space_name", required=True, help="The space's short name or id.")
@click.option("--as", "email", help="Who imports; else the first administrator.")
@click.option("--update", is_flag=True, help="Also change what is different since last time.")
@click.option("--dry-run", is_flag=True, help="Only print what would go where.")
def import_command(
    file: Path, *, site: str, space_name: str, email: str | None, **how: bool
) -> None:
    """Import an iCalendar file as bookings and closures of a space."""
    try:
        person = _person(email)
        space = _space(site, space_name)
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
        plan = services.preview(raw, space, by=person)
        _print(plan)
        if how["dry_run"]:
            return
        with acting_as(Acting(actor_id=person.id, via="command")), transaction():
            pending = services.begin(raw, space, name=file.name, by=person)
            choices = _choices(plan, update=how["update"])
            result = services.apply(pending, choices, by=person, reading=plan.proposal)
    except HubError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    counts = ", ".join(f"{number} {outcome.value}" for outcome, number in result.counts.items())
    click.echo(f"\nDone: {counts}.")


def _choices(plan: ImportPlan, *, update: bool) -> dict[str, Choice]:
    changed = plan.standing(Standing.CHANGED) if update else []
    return {row.key: Choice.UPDATE for row in changed}


def _person(email: str | None) -> User:
    query = select(User).where(User.disabled_at.is_(None))
    if email:
        query = query.where(User.email == email.strip().lower())
    else:
        query = (
            query.join(Grant, Grant.user_id == User.id)
            .where(Grant.role == Role.ADMIN, Grant.scope_kind == ScopeKind.PLATFORM)
            .where(Grant.ended_at.is_(None))
            .order_by(User.joined_at, User.id)
        )
    person = db.session.scalars(query.limit(1)).first()
    if person is None:
        raise click.ClickException(
            f"There is no account with the address {email}." if email
            else "There is no administrator yet; say who imports with --as EMAIL."
        )  # fmt: skip
    return person


def _space(site_code: str, name: str) -> Space:
    spaces = spaces_of(site_by_code(site_code))
    for space in spaces:
        if name in (space.slug, str(space.id)):
            return space
    names = ", ".join(space.slug for space in spaces) or "none"
    raise click.ClickException(f"There is no space {name} at {site_code}. There are: {names}.")


def _print(plan: ImportPlan) -> None:
    click.echo(f"{plan.space.name}, {plan.space.site.name}: times in {plan.space.site.zone}\n")
    for row in plan.rows:
        click.echo(_line(row))
    for note in plan.notes:
        click.echo(f"\n{note_said(note)}")


def _line(row: Row) -> str:
    one = row.proposed
    when = "no time"
    if one.slot:
        when = f"{day(one.slot.start, one.zone)}, {span(one.slot.start, one.slot.end, one.zone)}"
    becomes = row.standing.value if row.standing is Standing.CHANGED else one.kind.value
    remarks = "; ".join(filter(None, [why(one), *(said for said, _tone in flags_said(one))]))
    return f"{becomes:<8} {when:<46} {one.title[:48]}{f'  ({remarks})' if remarks else ''}"
