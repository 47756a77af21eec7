"""Who is on a plan."""

from uuid import UUID

from booking.houses.api.groups import ADMIN, MANAGE, STAFF, kept_plan, plans
from booking.houses.api.plans import ONE
from booking.houses.queries.hours import today_at
from booking.houses.queries.plans import get_member, members_of, with_names
from booking.houses.schemas.plans import (
    NewPlanMember,
    PlanMemberChange,
    PlanMembersAsked,
    PlanMemberShown,
)
from booking.plans import services
from booking.plans.errors import AlreadyOnPlan, PlanArchived
from booking.plans.services import MemberDraft
from hub.accounts.models import User
from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation
from hub.web.api import Endpoint, ListShown, as_seen


@plans.serves(
    Endpoint(
        "GET",
        f"{ONE}/members",
        "Who is on a plan, the latest first",
        answers=ListShown[PlanMemberShown],
        query=PlanMembersAsked,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
    )
)
def plan_members(plan_id: UUID, query: PlanMembersAsked) -> ListShown[PlanMemberShown]:
    plan = kept_plan(plan_id)
    page = members_of(
        plan, query.sought(), today=today_at(plan.site), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[PlanMemberShown.of(each) for each in page.items], next=page.next)


@plans.serves(
    Endpoint(
        "POST",
        f"{ONE}/members",
        "Put a person or an organisation on a plan",
        answers=PlanMemberShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewPlanMember,
        versioned=True,
        refuses=(NotFound, NotAllowed, AlreadyOnPlan, PlanArchived),
    )
)
def add_plan_member(plan_id: UUID, body: NewPlanMember) -> PlanMemberShown:
    plan = kept_plan(plan_id)
    draft = MemberDraft(_meant(body), body.starts_on, body.ends_on)
    made = services.add_to_plan(plan, draft, by=signed_in_person())
    return PlanMemberShown.of(with_names([made])[0])


@plans.serves(
    Endpoint(
        "PATCH",
        f"{ONE}/members/<uuid:member_id>",
        "Say until when somebody is on a plan",
        answers=PlanMemberShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=PlanMemberChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, AlreadyOnPlan),
        note="What they have booked stands.",
    )
)
def end_plan_member(plan_id: UUID, member_id: UUID, *, body: PlanMemberChange) -> PlanMemberShown:
    row = get_member(kept_plan(plan_id), member_id)
    as_seen(row.member, lambda _held: PlanMemberShown.of(row))
    services.end_on_plan(row.member, body.ends_on, by=signed_in_person())
    return PlanMemberShown.of(row)


def _meant(body: NewPlanMember) -> User | Organisation:
    """Raises: Invalid, unless it is one that there is."""
    if (body.person is None) is (body.organisation is None):
        sentence = _("Either a person or an organisation, please.")
        raise Invalid(sentence, errors={"person": [sentence]})
    if body.person is not None:
        person = person_called(body.person)
        if person is not None:
            return person
        sentence = _("Nobody has an account with this address.")
        raise Invalid(sentence, errors={"person": [sentence]})
    organisation = db.session.get(Organisation, body.organisation)
    if organisation is None:
        sentence = _("There is no such organisation.")
        raise Invalid(sentence, errors={"organisation": [sentence]})
    return organisation
