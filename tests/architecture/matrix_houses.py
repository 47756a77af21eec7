"""Who may stand in which door of houses; how to read it stands in `matrix`."""

from datetime import date
from typing import Any

from booking.plans.models import QuotaPeriod
from booking.plans.services import (
    MemberDraft,
    PlanDraft,
    QuotaDraft,
    add_to_plan,
    make_plan,
    set_quota,
)
from booking.spaces.models import Space
from booking.spaces.services import OtherHours, give_induction, set_other_hours
from hub.core.database import db, transaction
from hub.organisations.queries import site_by_code

EVERYONE = """
"""

PEOPLE = """
GET              /api/v1/me/plans
GET              /api/v1/sites/<code>/opening
GET              /api/v1/sites/<code>/other-hours
GET              /api/v1/spaces/<space_id>/opening
GET              /plans/mine
"""

STAFF = """
GET              /admin/plans/<plan_id>                                             spaces:manage
GET POST         /admin/plans/<plan_id>/archive                                     spaces:manage
GET POST         /admin/plans/<plan_id>/edit                                        spaces:manage
POST             /admin/plans/<plan_id>/members                                     spaces:manage
GET POST         /admin/plans/<plan_id>/members/<member_id>                         spaces:manage
GET              /admin/plans/<plan_id>/members.csv                                 spaces:manage
POST             /admin/plans/<plan_id>/restore                                     spaces:manage
GET POST         /admin/quotas/<quota_id>                                           spaces:manage
GET POST         /admin/quotas/<quota_id>/remove                                    spaces:manage
GET              /admin/sites                                                       spaces:manage
GET              /admin/sites/<code>                                                spaces:manage
GET POST         /admin/sites/<code>/holidays                                       spaces:manage
GET POST         /admin/sites/<code>/holidays/<holiday_id>                          spaces:manage
GET POST         /admin/sites/<code>/holidays/<holiday_id>/remove                   spaces:manage
POST             /admin/sites/<code>/holidays/load                                  spaces:manage
GET              /admin/sites/<code>/hours                                          spaces:manage
GET POST         /admin/sites/<code>/hours/spaces/<space_id>                        spaces:manage
GET POST         /admin/sites/<code>/hours/spaces/<space_id>/like-the-house         spaces:manage
GET POST         /admin/sites/<code>/hours/week                                     spaces:manage
GET              /admin/sites/<code>/introductions                                  spaces:manage
GET POST         /admin/sites/<code>/introductions/<space_id>                       spaces:manage
GET POST         /admin/sites/<code>/introductions/<space_id>/<induction_id>/take-back spaces:manage
GET POST         /admin/sites/<code>/other-hours/new                                spaces:manage
GET POST         /admin/sites/<code>/other-hours/<exception_id>/remove              spaces:manage
GET              /admin/sites/<code>/plans                                          spaces:manage
GET POST         /admin/sites/<code>/plans/new                                      spaces:manage
GET POST         /admin/sites/<code>/quotas/new                                     spaces:manage
GET PATCH        /api/v1/plans/<plan_id>                                            spaces:manage
GET POST         /api/v1/plans/<plan_id>/members                                    spaces:manage
PATCH            /api/v1/plans/<plan_id>/members/<member_id>                        spaces:manage
POST             /api/v1/plans/<plan_id>/put-away                                   spaces:manage
POST             /api/v1/plans/<plan_id>/restore                                    spaces:manage
PUT DELETE       /api/v1/quotas/<quota_id>                                          spaces:manage
POST             /api/v1/sites/<code>/holidays                                      spaces:manage
PATCH DELETE     /api/v1/sites/<code>/holidays/<holiday_id>                         spaces:manage
POST             /api/v1/sites/<code>/holidays/load                                 spaces:manage
PUT              /api/v1/sites/<code>/opening                                       spaces:manage
POST             /api/v1/sites/<code>/other-hours                                   spaces:manage
DELETE           /api/v1/sites/<code>/other-hours/<exception_id>                    spaces:manage
GET POST         /api/v1/sites/<code>/plans                                         spaces:manage
GET POST         /api/v1/sites/<code>/quotas                                        spaces:manage
GET POST         /api/v1/spaces/<space_id>/introductions                            spaces:manage
DELETE           /api/v1/spaces/<space_id>/introductions/<induction_id>             spaces:manage
PUT              /api/v1/spaces/<space_id>/opening                                  spaces:manage
GET POST         /admin/sites/<code>/edit                                           sites:manage
GET POST         /admin/sites/new                                                   sites:manage
PATCH            /api/v1/sites/<code>                                               sites:manage
POST             /api/v1/sites                                                      sites:manage
"""

SHOWN_TO_PEOPLE = {("GET", "/api/v1/spaces/<space_id>/opening")}

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<plan_id>"): {"name": "Mine"},
    ("POST", "<plan_id>/members"): {"person": "me@stranger.example", "starts_on": "2026-11-23"},
    ("PATCH", "<member_id>"): {"ends_on": "2026-12-31"},
    ("PUT", "<quota_id>"): {"period": "day", "most_bookings": 3},
    ("POST", "<space_id>/introductions"): {"person": "me@stranger.example"},
    ("PUT", "<space_id>/opening"): {"opening": []},
    ("PATCH", "<holiday_id>"): {"name": "Changed"},
}


def ids(things: Any) -> dict[str, object]:
    """One of each, in Jakarta."""
    site = site_by_code("jkt")
    space = (
        getattr(things, "room", None) or db.session.query(Space).filter_by(site_id=site.id).first()
    )
    assert space is not None
    with transaction():
        plan = make_plan(site, PlanDraft("Night owls"), by=None)
        member = add_to_plan(plan, MemberDraft(things.ayu, date(2026, 11, 1)), by=None)
        quota = set_quota(site, QuotaDraft(QuotaPeriod.WEEK, most_bookings=9), plan=plan, by=None)
        induction = give_induction(space, things.ayu, by=None)
        [other] = set_other_hours(
            space, OtherHours(((540, 720),), "Training"), on=[date(2027, 3, 2)], by=None
        )
    return {
        "plan_id": plan.id,
        "member_id": member.id,
        "quota_id": quota.id,
        "induction_id": induction.id,
        "exception_id": other.id,
        "space_id": space.id,
    }
