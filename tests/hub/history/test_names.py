"""Every action that is recorded has a name that people understand."""

import ast

import pytest

from hub.config import ROOT
from hub.history.names import ACTIONS


def recorded():
    """The first argument of every call of `record`, where it is written out."""
    for top in ("hub", "booking", "accelerator"):
        for path in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                    yield from (
                        each.value
                        for each in ast.walk(node.args[0])
                        if isinstance(each, ast.Constant) and "." in str(each.value)
                    )


@pytest.mark.parametrize("action", sorted(set(recorded())))
def test_an_action_has_a_name(action):
    assert action in ACTIONS


def test_actions_are_found_at_all():
    assert "booking.confirmed" in set(recorded())
