"""`flask demo load`: a world to look around in."""

from collections.abc import Iterator

import click
from flask import current_app

from hub.accounts.demo_accounts import DEMO_ACCOUNTS, PASSWORD, TOTP_SECRET
from hub.demo.loading import Loaded, NotEmpty, load
from hub.demo.sizes import Size


@click.group("demo")
def demo() -> None:
    """A made-up hub to look around in."""


@demo.command("load")
@click.option(
    "--size",
    type=click.Choice([size.value for size in Size]),
    default=Size.PROGRAMME.value,
    show_default=True,
    help="small: a handful of everything; programme: a whole hub; city: for benchmarks.",
)
@click.pass_context
def load_command(context: click.Context, size: str) -> None:
    """Fill an empty database with a believable hub, as it could be today. Nobody is mailed."""
    if current_app.config["HUB_ENV"] == "production":
        raise click.ClickException("This is a production hub. Demo accounts have known passwords.")
    try:
        loaded = load(size)
    except NotEmpty as error:
        raise click.ClickException(str(error)) from error
    for line in told(loaded):
        click.echo(line)
    if context.parent is not None and context.parent.command is demo:
        # `flask run-hub` says it itself, at every start.
        for line in account_table():
            click.echo(line)


def told(loaded: Loaded) -> Iterator[str]:
    for name, number in loaded.counts.items():
        yield f"  {number:>9,}  {name}"
    yield f"Loaded in {loaded.seconds:.1f} s."


def account_table() -> Iterator[str]:
    """The accounts that visitors may use; only in development are they offered on a page."""
    yield "Demo accounts:"
    width = max(len(str(account.label)) for account in DEMO_ACCOUNTS)
    for account in DEMO_ACCOUNTS:
        yield f"  {account.label!s:<{width}}  {account.email}"
    yield f"  Password: {PASSWORD}"
    yield f"  Staff also need a code from an authenticator app with the secret {TOTP_SECRET}"
