"""How plans, those who are on them, and quotas look in JSON."""

from uuid import UUID

from pydantic import Field

from booking.houses.queries.plans import MemberRow, MembersSought
from booking.houses.queries.usage import OwnPlan, QuotaUse
from booking.plans.models import Plan, Quota, QuotaPeriod, QuotaSubject
from booking.plans.services import PlanDraft, QuotaDraft
from booking.spaces.models import SpaceKind
from hub.accounts.models import User
from hub.accounts.schemas import PersonShown
from hub.organisations.models import Organisation
from hub.web.api import Body, Day, Line, Paged, Paragraph, Shown, Versioned


class SitePlanShown(Versioned):
    """What people or organisations have with a site."""

    id: UUID
    site: str = Field(description="The site's code.", examples=["jkt"])
    name: str
    about: str
    archived: bool = Field(description="It counts no more.")

    @classmethod
    def of(cls, plan: Plan) -> "SitePlanShown":
        return cls(
            id=plan.id,
            site=plan.site.code,
            name=plan.name,
            about=plan.about,
            archived=plan.archived_at is not None,
        )


class NewPlan(Body):
    name: Line = Field(min_length=1, max_length=120, examples=["Resident team"])
    about: Paragraph = Field(default="", max_length=500)

    def draft(self) -> PlanDraft:
        return PlanDraft(self.name, self.about)


class PlanChange(Body):
    """What to change; what is left away stays."""

    name: Line | None = Field(default=None, min_length=1, max_length=120)
    about: Paragraph | None = Field(default=None, max_length=500)

    def draft(self, plan: Plan) -> PlanDraft:
        return PlanDraft(
            plan.name if self.name is None else self.name,
            plan.about if self.about is None else self.about,
        )


class PlanMembersAsked(Paged):
    search: Line = Field(default="", max_length=120, description="Part of a name or an address.")
    ended: bool = Field(default=False, description="Also those that have ended.")

    def sought(self) -> MembersSought:
        return MembersSought(self.search, ended=self.ended)


class NewPlanMember(Body):
    """Either a person or an organisation."""

    person: Line | None = Field(
        default=None, max_length=254, description="An e-mail address, or a person's id.",
        examples=["ayu@people.example"],
    )  # fmt: skip
    organisation: UUID | None = Field(
        default=None, strict=False, description="With all its members."
    )
    starts_on: Day
    ends_on: Day | None = Field(default=None, description="The last day; null: it goes on.")


class PlanMemberChange(Body):
    ends_on: Day | None = Field(description="The last day; null: it goes on.")


class PlanMemberShown(Versioned):
    """A person, or an organisation with all its members, on a plan."""

    id: UUID
    person: PersonShown | None
    organisation: UUID | None
    name: str
    starts_on: Day
    ends_on: Day | None = Field(description="That day included; null: it goes on.")

    @classmethod
    def of(cls, row: MemberRow) -> "PlanMemberShown":
        who = row.who
        return cls(
            id=row.member.id,
            person=PersonShown.of(who) if isinstance(who, User) else None,
            organisation=who.id if isinstance(who, Organisation) else None,
            name=who.name,
            starts_on=row.member.starts_on,
            ends_on=row.member.ends_on,
        )


class _Limits(Body):
    """Minutes, a number of bookings, or both."""

    subject: QuotaSubject = Field(
        default=QuotaSubject.PERSON, description="Whose bookings are counted together."
    )
    space_kind: SpaceKind | None = Field(default=None, description="Null: all spaces together.")
    period: QuotaPeriod = Field(
        description="On the site's calendar, a week from Monday; `coming`: all to come."
    )
    most_minutes: int | None = Field(default=None, ge=0, le=527_040)
    most_bookings: int | None = Field(default=None, ge=0, le=10_000)

    def draft(self) -> QuotaDraft:
        return QuotaDraft(**{name: getattr(self, name) for name in _Limits.model_fields})


class NewQuota(_Limits):
    """How much may be booked. Minutes, a number of bookings, or both."""

    plan: UUID | None = Field(
        default=None, strict=False, description="Null: of those who are on no plan."
    )


class QuotaChange(_Limits):
    """The quota as it shall be."""


class QuotaShown(Versioned):
    """How much may be booked within a period, on a plan or (null) on none."""

    id: UUID
    plan: UUID | None
    subject: QuotaSubject
    space_kind: SpaceKind | None
    period: QuotaPeriod
    most_minutes: int | None
    most_bookings: int | None

    @classmethod
    def of(cls, quota: Quota) -> "QuotaShown":
        own = {name: getattr(quota, name) for name in cls.model_fields if name != "plan"}
        return cls(**own, plan=quota.plan_id)


class QuotaUseShown(Shown):
    """A quota with what of it is used in the period that runs."""

    quota: QuotaShown
    organisation: UUID | None = Field(description="Whose bookings count; null: yours.")
    used_minutes: int
    used_bookings: int
    until: Day | None = Field(description="The last day of the period; null: no end.")

    @classmethod
    def of(cls, use: QuotaUse) -> "QuotaUseShown":
        return cls(
            quota=QuotaShown.of(use.quota),
            organisation=use.house.id if use.house else None,
            used_minutes=use.minutes,
            used_bookings=use.bookings,
            until=use.until,
        )


class OwnPlanShown(Shown):
    """What you may book at a site, on a plan or (null) on none."""

    site: str = Field(description="The site's code.", examples=["jkt"])
    plan: SitePlanShown | None
    organisation: UUID | None = Field(description="By which you are on it; null: yourself.")
    ends_on: Day | None
    quotas: list[QuotaUseShown]

    @classmethod
    def of(cls, own: OwnPlan) -> "OwnPlanShown":
        return cls(
            site=own.site.code,
            plan=SitePlanShown.of(own.plan) if own.plan else None,
            organisation=own.through.id if own.through else None,
            ends_on=own.ends_on,
            quotas=[QuotaUseShown.of(use) for use in own.uses],
        )
