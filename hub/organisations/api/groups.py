"""The chapters of the API that this capability writes."""

from hub.accounts.models import TokenScope
from hub.web.api import Endpoints

sites = Endpoints("Sites", "The places of the hub, each in a city, and when they are closed.")
organisations = Endpoints(
    "Organisations", "Who is in the network. They are everybody's to see; who is in one is theirs."
)

WRITES, ADMIN = TokenScope.ORGANISATIONS_WRITE, TokenScope.ADMIN
ONE = "/organisations/<uuid:organisation_id>"
