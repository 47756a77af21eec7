from uuid import uuid4

from flask import Flask

from hub.accounts.invariants import problems
from hub.accounts.models import Role, TokenScope
from hub.accounts.services.tokens import make_token
from hub.core.database import transaction
from tests.factories import MONDAY, a_grant, a_person, a_person_who_is


def test_a_right_that_was_given_twice_is_noticed(app: Flask) -> None:
    person = a_person_who_is(Role.MENTOR)
    assert list(problems()) == []

    a_grant(person, Role.MENTOR)

    assert list(problems()) == [f"person {person.id} has the role mentor twice in the same scope"]


def test_a_token_that_outlived_its_account_is_noticed(app: Flask) -> None:
    person = a_person()
    with transaction():
        made = make_token(person, name="x", scopes=[TokenScope.READ], by=person)
        person.disabled_at = MONDAY

    assert list(problems()) == [f"token {made.token.id} of a closed account was not revoked"]


def test_a_photo_that_is_gone_is_noticed(app: Flask) -> None:
    person = a_person(photo_id=uuid4())

    assert list(problems()) == [f"person {person.id} shows a photo that is not there"]
