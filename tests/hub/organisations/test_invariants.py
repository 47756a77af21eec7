from flask import Flask

from hub.core.database import transaction
from hub.organisations.invariants import problems
from hub.organisations.models import MemberRole
from tests.factories import MONDAY, a_member, a_site, an_organisation


def test_members_without_an_owner_are_noticed(app: Flask) -> None:
    an_organisation()
    organisation = an_organisation()
    owner = a_member(organisation, role=MemberRole.OWNER)
    a_member(organisation)
    assert list(problems()) == []

    with transaction():
        owner.left_at = MONDAY

    assert list(problems()) == [f"organisation {organisation.id} has members but no owner"]


def test_a_zone_that_does_not_exist_is_noticed(app: Flask) -> None:
    a_site(code="xx", zone="Asia/Batavia")

    assert list(problems()) == ["site xx lies in a time zone that does not exist: Asia/Batavia"]
