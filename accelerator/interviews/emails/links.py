"""To a juror: the link that opens their day, and that it was opened."""

from accelerator.interviews.models import JuryLink
from accelerator.interviews.queries.links import window_of_links
from accelerator.vocabulary.words import in_words
from hub.core.clock import now
from hub.core.i18n import speaking
from hub.core.ids import hashed
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import send_mail
from hub.web.addresses import public_url


def link_to(secret: str) -> str:
    """The secret stands behind the #, which browsers send to nobody: no log and no other site sees
    it."""
    return f"{public_url('interviews.open_link')}#{secret}"


def your_link(link: JuryLink, secret: str) -> None:
    values = {"url": link_to(secret), "held_on": link.day.held_on}
    key = f"jury-link:{hashed(secret)[:32]}"
    _send(link, Letter("interviews/link", values, confidential=True,
                       useful_until=window_of_links(link.day).end), key=key)  # fmt: skip


def link_opened(link: JuryLink, device: str) -> None:
    """Once for each kind of device, so that a link in wrong hands is noticed."""
    url = public_url("interviews.jury", day_id=str(link.day_id))
    values = {"url": url, "device": device, "at": now()}
    key = f"jury-link-opened:{link.id}:{hashed(device)[:16]}"
    _send(link, Letter("interviews/link_opened", values), key=key)


def _send(link: JuryLink, letter: Letter, *, key: str) -> None:
    person, day = link.reviewer.user, link.day
    with speaking(person.language):
        about = {"day": in_words(day.name), "cohort": in_words(day.cohort.name), "zone": day.zone}
    full = Letter(
        letter.template,
        about | dict(letter.values),
        useful_until=letter.useful_until,
        confidential=letter.confidential,
    )
    to = Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
    send_mail(full, to=to, key=key)
