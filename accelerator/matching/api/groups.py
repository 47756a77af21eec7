"""The chapters of the API that matching writes."""

from uuid import UUID

from accelerator.matching.models import Matching, Pairing
from accelerator.matching.queries.pairings import get_pairing
from accelerator.matching.queries.proposals import get_matching
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience
from hub.web.api import Endpoints

of_matchings = Endpoints(
    "Mentor matching",
    "Who could mentor whom, worked out, explained and changed by hand. For managers of the"
    " programme without a conflict of interest. Fits, totals and prices are points: 10,000 is a"
    " perfect fit.",
)
of_pairings = Endpoints(
    "Mentoring pairs",
    "Pairs that were published: both sides say yes or no. Rankings, vetoes and what was said of"
    " meetings stay private.",
)
STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
OWN = TokenScope.APPLICATIONS_WRITE
COHORT = "/cohorts/<uuid:cohort_id>"
ONE = "/matchings/<uuid:matching_id>"
PAIRING = "/pairings/<uuid:pairing_id>"


def cohort_of(cohort_id: UUID) -> Cohort:
    return managed_cohort(cohort_id, by=signed_in_person())


def matching_of(matching_id: UUID) -> Matching:
    return get_matching(matching_id, seen_by=signed_in_person())


def pairing_of(pairing_id: UUID) -> Pairing:
    return get_pairing(pairing_id, seen_by=signed_in_person())
