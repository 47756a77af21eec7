"""What can be done with plans, those who are on them, and quotas."""

from booking.plans.services.making import (
    PlanDraft,
    archive_plan,
    change_plan,
    make_plan,
    restore_plan,
)
from booking.plans.services.members import MemberDraft, add_to_plan, end_on_plan
from booking.plans.services.quotas import QuotaDraft, change_quota, remove_quota, set_quota

__all__ = [
    "MemberDraft",
    "PlanDraft",
    "QuotaDraft",
    "add_to_plan",
    "archive_plan",
    "change_plan",
    "change_quota",
    "end_on_plan",
    "make_plan",
    "remove_quota",
    "restore_plan",
    "set_quota",
]
