"""`flask demo load`."""

import pytest

from hub.accounts.demo_accounts import DEMO_ACCOUNTS, PASSWORD, TOTP_SECRET
from hub.accounts.models import User
from hub.core.database import db
from tests.factories import a_person


def test_it_says_what_there_is_now_and_who_may_sign_in(app):
    result = app.test_cli_runner().invoke(args=["demo", "load", "--size", "small"])

    assert result.exit_code == 0, result.output
    assert "3  sites" in result.output
    for account in DEMO_ACCOUNTS:
        assert account.email in result.output
    assert PASSWORD in result.output
    assert TOTP_SECRET in result.output


def test_somebodys_hub_is_left_alone(app):
    a_person()

    result = app.test_cli_runner().invoke(args=["demo", "load", "--size", "small"])

    assert result.exit_code == 1
    assert "already" in result.output
    assert db.session.query(User).count() == 1


def test_a_production_hub_gets_no_accounts_with_known_passwords(app, monkeypatch):
    monkeypatch.setitem(app.config, "HUB_ENV", "production")

    result = app.test_cli_runner().invoke(args=["demo", "load", "--size", "small"])

    assert result.exit_code == 1
    assert db.session.query(User).count() == 0


@pytest.mark.parametrize("size", ["huge", ""])
def test_a_size_that_there_is_not_is_refused(app, size):
    result = app.test_cli_runner().invoke(args=["demo", "load", "--size", size])

    assert result.exit_code == 2
