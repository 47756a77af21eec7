import pytest

from tests.hub.outbox.catcher import catching
from tests.hub.outbox.letters import with_test_templates


@pytest.fixture
def letters(app, monkeypatch):
    """The tests' letters can be rendered."""
    monkeypatch.setattr(app.jinja_env, "loader", with_test_templates(app))


@pytest.fixture
def server():
    with catching() as catcher:
        yield catcher
