"""What all endpoints of programmes share."""

from hub.accounts.models import TokenScope
from hub.web.access import Audience
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Programmes", "Programmes and their cohorts: what is called for, until when, how many places."
)

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
ONE_PROGRAMME = "/programmes/<uuid:programme_id>"
ONE_COHORT = "/cohorts/<uuid:cohort_id>"
