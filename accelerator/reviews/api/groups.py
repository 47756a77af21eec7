"""The chapters of the API that reviews write."""

from uuid import UUID

from accelerator.reviews.models import Round
from accelerator.reviews.queries.rounds import get_round
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience
from hub.web.api import Endpoints

rounds = Endpoints(
    "Rounds of review",
    "What is read, by which rubric, by whom and until when. For the managers of the programme;"
    " what one of them has a conflict with is left out of everything that they see.",
)
reading = Endpoints(
    "Reviews",
    "What you have to read, and what you say of it. Where a round is blind, no name, address,"
    " company or name of a file is in it; what others say comes after your own marks.",
)
scores = Endpoints(
    "Scores",
    "What the marks of a round come to, raw and calibrated, with how sure that is. For people who"
    " decide: nothing is decided here.",
)
reviewers = Endpoints("Reviewers", "Who reads for the programmes, and what they have promised.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
WRITES = TokenScope.REVIEWS_WRITE
ONE_ROUND = "/rounds/<uuid:round_id>"


def round_of(round_id: UUID) -> Round:
    """Raises: NotFound, also for somebody else's."""
    return get_round(round_id, by=signed_in_person())
