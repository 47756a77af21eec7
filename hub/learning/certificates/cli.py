"""Keys of credentials: `flask --app wsgi credentials …`."""

import click
from flask.cli import with_appcontext

from hub.core.database import transaction
from hub.core.errors import HubError
from hub.learning.certificates.queries.keys import verifying_keys
from hub.learning.certificates.services.keys import give_away, rotate


@click.group()
def credentials() -> None:
    """The keys with which certificates are signed."""


@credentials.command("keys")
@with_appcontext
def keys_command() -> None:
    """List the keys with which something may be verified; the first one signs."""
    for key in verifying_keys():
        click.echo(key["kid"])


@credentials.command("rotate")
@with_appcontext
def rotate_command() -> None:
    """Sign with a new key from now on. What was signed before stays verified."""
    with transaction():
        key = rotate()
    click.echo(key.kid)


@credentials.command("compromised")
@click.argument("kid")
@with_appcontext
def compromised_command(kid: str) -> None:
    """The key KID has come into other hands: nothing that it signed verifies any more. Rotate,
    then issue those certificates anew."""
    try:
        with transaction():
            give_away(kid)
    except HubError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{kid} is not in our DID document any more.")
