"""`flask tokens …`: an operator looks after API tokens."""

from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy import select

from hub.accounts.models import ApiToken, TokenScope, User
from hub.accounts.permissions import scopes_for
from hub.accounts.queries.tokens import token_of, tokens_of
from hub.accounts.rules.addresses import clean_email
from hub.accounts.services.tokens import make_token, revoke_token
from hub.core.database import db, transaction
from hub.core.errors import HubError
from hub.history.services import Acting, acting_as

tokens = AppGroup("tokens", help="Tokens for the API.")
SCOPES = click.Choice([scope.value for scope in TokenScope])


@tokens.command()
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, type=SCOPES, help="Default: all they may have.")
@click.option("--name", default="made by an operator", show_default=True)
def create(email: str, *, scopes: tuple[str, ...], name: str) -> None:
    """Make a token for EMAIL and print it, alone on the last line. It is shown only this once."""
    person = _person(email)
    wanted = {TokenScope(scope) for scope in scopes} or scopes_for(person)
    try:
        with acting_as(Acting(via="command")), transaction():
            made = make_token(person, name=name, scopes=wanted, by=None)
    except HubError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{person.name}: {', '.join(made.token.scopes)}", err=True)
    click.echo(made.secret)


@tokens.command("list")
@click.argument("email")
def list_(email: str) -> None:
    """Show the tokens of EMAIL: id, beginning, state, last use, scopes, name."""
    for token in tokens_of(_person(email)):
        used = f"{token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never used"
        line = (str(token.id), f"{token.beginning}…", _state(token), used)
        click.echo("  ".join((*line, ",".join(token.scopes), token.name)))


@tokens.command()
@click.argument("email")
@click.argument("token_id", type=click.UUID)
def revoke(email: str, token_id: UUID) -> None:
    """Revoke a token of EMAIL by its id, as `flask tokens list` shows it."""
    person = _person(email)
    try:
        with acting_as(Acting(via="command")), transaction():
            revoke_token(token_of(person, token_id), reason="by an operator")
    except HubError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo("Revoked.")


def _person(email: str) -> User:
    address = clean_email(email) or email
    person = db.session.scalars(select(User).where(User.email == address)).one_or_none()
    if person is None:
        raise click.ClickException(f"nobody here has the address {email}")
    return person


def _state(token: ApiToken) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "works" if token.is_live else "expired"
