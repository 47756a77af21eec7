"""The API's part about what happened in the whole hub."""

from hub.accounts.queries.history import people_in
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.queries import find
from hub.operate.permissions import can_see_all_history
from hub.operate.schemas import HistoryAsked, SealedEntryShown
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown

endpoints = Endpoints("History", "For auditors: who did what, for whom, when and why.")


@endpoints.serves(
    Endpoint(
        "GET",
        "/history",
        "What happened in the hub, newest first",
        answers=ListShown[SealedEntryShown],
        query=HistoryAsked,
        audience=Audience.STAFF,
        permission="history:see",
        refuses=(NotAllowed,),
        note="With a role for the whole platform; what happened to one thing is read at the thing.",
    )
)
def history(query: HistoryAsked) -> ListShown[SealedEntryShown]:
    if not can_see_all_history(signed_in_person()):
        raise NotAllowed(
            _("Your account sees the history of what it may open, but not the whole history.")
        )
    page = find(query.sought(), cursor=query.cursor, limit=query.limit)
    names = people_in(page.items)
    return ListShown(items=SealedEntryShown.all_of(page.items, names), next=page.next)
