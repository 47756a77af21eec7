"""What a role can be given in on this floor, and whose forms are built here."""

from accelerator.forms.permissions import Owners
from accelerator.programmes import queries
from accelerator.programmes.permissions import can_manage, managed_programmes
from hub.accounts.scopes import Places

PROGRAMMES = Places(
    queries.programme_names, queries.programmes_to_offer, queries.programme_id_called
)
FORM_OWNERS = Owners(can_manage, managed_programmes, queries.programme_names)
