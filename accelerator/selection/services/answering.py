"""What a team answers to an offer. Its owner answers, once for all of them."""

from accelerator.selection.errors import MustAgree
from accelerator.selection.facts import AgreementAccepted
from accelerator.selection.models import Acceptance
from accelerator.selection.permissions import can_answer
from accelerator.selection.queries.offers import Offered, acceptance_of
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.facts import announce
from hub.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, language
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record
from hub.places import services as places
from hub.places.models import Place

LONGEST_REASON = 500


def accept(offered: Offered, *, by: User, agreed: bool) -> Place:
    """Take the place, and agree to what it asks. Who, when and which wording is kept. Accepted
    again, it stays as it is.

    Raises:
        NotAllowed: only the owner of the application answers.
        MustAgree: the cohort has an agreement, and nobody agreed.
        OfferExpired: it ran out.
        NotAsItStands: there is no offer to accept.
    """
    _check(offered, by=by)
    text = in_words(offered.application.cohort.agreement)
    if text and not agreed:
        sentence = _("Please read the agreement and say that you agree.")
        raise MustAgree(sentence, errors={"agreed": [sentence]})
    place = places.accept(offered.place, by=by.id)
    if acceptance_of(place.id) is None:  # asked under the pool's lock: two may press at once
        _keep(offered, text, by=by)
    return place


def decline(offered: Offered, *, by: User, reason: str = "") -> Place:
    """Give the place back; it goes to the next in line. Declined again, it stays declined.

    Raises: NotAllowed, OfferExpired, NotAsItStands, as `accept`.
    """
    _check(offered, by=by)
    return places.decline(offered.place, by=by.id, reason=reason.strip()[:LONGEST_REASON])


def undo_decline(offered: Offered, *, by: User) -> Place:
    """Take a decline back, in the offer's time and while a seat is free.

    Raises: NotAllowed, SeatGone, OfferExpired, NotAsItStands.
    """
    _check(offered, by=by)
    return places.undo_decline(offered.place, by=by.id)


def _check(offered: Offered, *, by: User) -> None:
    if not can_answer(by, offered.application):
        raise NotAllowed(_("Only the owner of the application answers for the team."))


def _keep(offered: Offered, text: str, *, by: User) -> None:
    cohort = offered.application.cohort
    made = Acceptance(
        id=new_id(),
        place_id=offered.place.id,
        application_id=offered.application.id,
        accepted_by_id=by.id,
        agreement_version=cohort.agreement_version if text else 0,
        agreement_language=_written_in(cohort.agreement, text),
        agreement_text=text,
    )
    db.session.add(made)
    db.session.flush()
    record(
        "acceptance.made",
        made,
        after={"agreement": made.agreement_version, "language": made.agreement_language},
    )
    if made.agreement_version:
        announce(AgreementAccepted(made.application_id, made.agreement_version, by.id))


def _written_in(words: dict[str, str], text: str) -> str:
    """The language of the text that was shown: the reader's, or the one that stood in for it."""
    codes = (language(), DEFAULT_LANGUAGE, *LANGUAGES)
    return next((code for code in codes if text and words.get(code) == text), language())
