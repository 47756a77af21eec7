"""Work of the outbox that happens on the clock."""

from flask import current_app

from hub.config import ROOT
from hub.core.database import transaction
from hub.outbox import services
from hub.outbox.delivery import deliver
from hub.outbox.transport import transport_for


def deliver_mail() -> str:
    """Safe in several processes at once: each message is claimed by one of them."""
    with transport_for(current_app.config["MAIL_URL"], root=ROOT) as way_out:
        fates = deliver(way_out, sender=current_app.config["MAIL_FROM"])
    told = [f"{number} {fate}" for fate, number in fates.items() if number]
    return f"mail: {', '.join(told) or 'nothing to send'}"


def forget_old_mail() -> str:
    with transaction():
        forgotten = services.forget_old_mail()
    return f"forgot {forgotten} old mails"
