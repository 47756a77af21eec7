"""What a role can be given in on this floor."""

from hub.accounts.scopes import Places
from hub.organisations import queries

SITES = Places(queries.site_names, queries.all_sites_to_offer, queries.site_id_called)
ORGANISATIONS = Places(queries.organisation_names, queries.own_organisations_to_offer)
