"""`flask outbox …`: what waits, what was given up, and the switch that holds everything back."""

import click
from flask.cli import AppGroup

from hub.core.database import transaction
from hub.history.services import Acting, acting_as
from hub.outbox import queries, services

outbox = AppGroup("outbox", help="Mail that waits to leave, and the switch that holds it back.")
_COMMAND = Acting(via="command")


@outbox.command("status")
def status() -> None:
    """Print how many messages are in which state, and whether they may leave."""
    hold = queries.outgoing_hold()
    click.echo(
        f"held since {hold.held_since:%Y-%m-%d %H:%M} UTC: {hold.reason}" if hold else "open"
    )
    for state, number in queries.count_by_state().items():
        click.echo(f"{state.value:<8} {number}")


@outbox.command("hold")
@click.argument("reason")
def hold(reason: str) -> None:
    """Let nothing leave from now on, and say why."""
    with acting_as(_COMMAND), transaction():
        services.hold_outgoing(reason)
    click.echo("held")


@outbox.command("release")
def release() -> None:
    """Let what waits leave again."""
    with acting_as(_COMMAND), transaction():
        released = services.release_outgoing(None)
    click.echo("released" if released else "nothing was held")


@outbox.command("retry")
def retry() -> None:
    """Send everything that was given up on its way again."""
    with acting_as(_COMMAND), transaction():
        number = services.retry_all_failed(by=None)
    click.echo(f"{number} messages are on their way again")
