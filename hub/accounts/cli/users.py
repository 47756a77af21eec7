"""`flask users …`: an operator makes accounts, looks at them, closes them."""

import secrets

import click
from flask.cli import AppGroup
from sqlalchemy import select

from hub.accounts import demo_accounts
from hub.accounts.models import Role, User
from hub.accounts.permissions import Scope
from hub.accounts.queries.factors import has_second_factor
from hub.accounts.rules.addresses import clean_email, clean_name
from hub.accounts.scopes import scope_called
from hub.accounts.services import people
from hub.accounts.services.grants import give_role
from hub.accounts.services.joining import Newcomer, join
from hub.accounts.services.passwords import check_password, hashed_password
from hub.accounts.services.second_factor import forget_factors
from hub.core.database import db, transaction
from hub.core.errors import HubError
from hub.core.i18n import LANGUAGES
from hub.history.services import Acting, acting_as

users = AppGroup("users", help="People's accounts.")


@users.command()
@click.argument("email")
@click.option("--name", required=True, help="As the person wants to be called.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE[@CODE]",
    help="Such as admin, or hub-manager@jkt for one site. May be given several times.",
)
@click.option("--password", help="Made up and printed when absent.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--zone", default="Asia/Jakarta", show_default=True)
def create(
    email: str, *, name: str, roles: tuple[str, ...], password: str | None, **place: str
) -> None:
    """Make an account for EMAIL, whose address counts as confirmed."""  # fmt: skip
    address, called = clean_email(email), clean_name(name)
    if address is None or called is None:
        raise click.ClickException("This is not an address and a name we can use.")
    wanted = [_role_in_scope(role) for role in roles]
    chosen = password or secrets.token_urlsafe(15)
    try:
        check_password(chosen, name=called, email=address)
        newcomer = Newcomer(called, address, password_hash=hashed_password(chosen), **place)
        with acting_as(Acting(via="command")), transaction():
            person = join(newcomer)
            for role, scope in wanted:
                give_role(person, role, in_scope=scope, by=None)
    except HubError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    _tell(person, roles, made_up=None if password else chosen)


@users.command("list")
@click.option("--closed", is_flag=True, help="Closed accounts instead of open ones.")
def list_users(closed: bool) -> None:  # noqa: FBT001 - click hands it over so
    """Every account: address, name, roles, second factor."""
    open_or_not = User.disabled_at.is_not(None) if closed else User.disabled_at.is_(None)
    for person in db.session.scalars(select(User).where(open_or_not).order_by(User.email)):
        roles = ",".join(sorted(grant.role.value for grant in person.live_grants)) or "-"
        factor = "second factor" if has_second_factor(person) else "password only"
        click.echo(f"{person.email}\t{person.name}\t{roles}\t{factor}")


@users.command()
@click.argument("email")
@click.option("--reason", required=True, help="Kept in the history.")
def disable(email: str, reason: str) -> None:
    """Close the account of EMAIL: its sign-ins and tokens end, nothing is deleted."""
    person = _person(email)
    try:
        with acting_as(Acting(via="command")), transaction():
            people.disable(person, by=None, reason=reason)
    except HubError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{person.email} is closed; every device is signed out.")


@users.command("forget-factors")
@click.argument("email")
@click.option("--reason", required=True, help="How you made sure that it is this person.")
def forget_second_factors(email: str, reason: str) -> None:
    """For somebody who lost phone and paper: take every second factor away and sign them out."""
    person = _person(email)
    with acting_as(Acting(via="command")), transaction():
        forget_factors(person, by=None, reason=reason)
    click.echo(f"{person.email} signs in with the password alone; staff set up a new factor then.")


def _role_in_scope(text: str) -> tuple[Role, Scope | None]:
    """`hub-manager@jkt` → the role, and the scope of that code. Raises ClickException."""
    name, _at, code = text.partition("@")
    if name not in {role.value for role in Role}:
        known = ", ".join(role.value for role in Role)
        raise click.ClickException(f"There is no role {name!r}. There are: {known}.")
    scope = scope_called(code) if code else None
    if code and scope is None:
        raise click.ClickException(f"There is no place with the code {code!r}.")
    return Role(name), scope


def _tell(person: User, roles: tuple[str, ...], *, made_up: str | None) -> None:
    click.echo(f"{person.name} <{person.email}>: {', '.join(roles) or 'no role'}")
    if person.is_staff and person.email not in demo_accounts.ADDRESSES:
        click.echo("Staff set up a second factor at their first sign-in.")
    if made_up is not None:
        click.echo(f"Password, shown only this once: {made_up}")


def _person(email: str) -> User:
    address = clean_email(email)
    found = db.session.scalars(select(User).where(User.email == address)).one_or_none()
    if found is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    return found
