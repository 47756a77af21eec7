"""How much may be booked on a plan, or on none."""

from uuid import UUID

from booking.houses.api.groups import ADMIN, MANAGE, STAFF, kept, kept_plan, kept_site, plans
from booking.houses.queries.plans import get_quota, quotas_of
from booking.houses.schemas.plans import NewQuota, QuotaChange, QuotaShown
from booking.plans import services
from booking.plans.models import Quota
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.api import Endpoint, ListShown, as_seen

QUOTA = "/quotas/<uuid:quota_id>"


@plans.serves(
    Endpoint(
        "GET",
        "/sites/<code>/quotas",
        "All quotas of a site",
        answers=ListShown[QuotaShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
    )
)
def site_quotas(code: str) -> ListShown[QuotaShown]:
    found = quotas_of(kept_site(code))
    return ListShown(items=[QuotaShown.of(each) for rows in found.values() for each in rows])


@plans.serves(
    Endpoint(
        "POST",
        "/sites/<code>/quotas",
        "Set a quota",
        answers=QuotaShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewQuota,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
        note="What is booked already stands.",
    )
)
def set_quota(code: str, body: NewQuota) -> QuotaShown:
    site, plan = kept_site(code), None
    if body.plan is not None:
        plan = kept_plan(body.plan)
        if plan.site_id != site.id:
            sentence = _("There is no such plan.")
            raise Invalid(sentence, errors={"plan": [sentence]})
    return QuotaShown.of(services.set_quota(site, body.draft(), plan=plan, by=signed_in_person()))


@plans.serves(
    Endpoint(
        "PUT",
        QUOTA,
        "Change a quota",
        answers=QuotaShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=QuotaChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def change_quota(quota_id: UUID, body: QuotaChange) -> QuotaShown:
    found = _seen(quota_id)
    services.change_quota(found, body.draft(), by=signed_in_person())
    return QuotaShown.of(found)


@plans.serves(
    Endpoint(
        "DELETE",
        QUOTA,
        "Remove a quota",
        answers=QuotaShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
    )
)
def remove_quota(quota_id: UUID) -> QuotaShown:
    found = _seen(quota_id)
    shown = QuotaShown.of(found)
    services.remove_quota(found, by=signed_in_person())
    return shown


def _seen(quota_id: UUID) -> Quota:
    found = get_quota(quota_id)
    kept(db.session.get_one(Site, found.site_id))
    return as_seen(found, QuotaShown.of)
