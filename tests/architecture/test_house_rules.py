"""Rules of the house that a reviewer should not have to remember."""

import re
from pathlib import Path

from flask import Flask

from hub.config import SETTINGS

ROOT = Path(__file__).parents[2]
SOURCES = [path for top in ("hub", "booking", "accelerator") for path in (ROOT / top).rglob("*.py")]


def test_only_the_database_module_commits():
    committers = [path for path in SOURCES if ".commit()" in path.read_text()]

    assert committers == [ROOT / "hub/core/database.py"]


def test_only_the_clock_reads_the_clock():
    readers = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"datetime\.now\(|datetime\.utcnow\(|date\.today\(", path.read_text())
    ]

    assert readers == ["hub/core/clock.py"]


def test_every_route_says_who_may_enter(app: Flask):
    silent = [
        name for name, view in app.view_functions.items() if getattr(view, "audience", None) is None
    ]

    assert silent == []


def test_no_route_changes_anything_by_being_looked_at(app: Flask):
    """Looking (GET) and changing (PUT, PATCH, DELETE) never share a rule."""
    mixed = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if {"PUT", "PATCH", "DELETE"} & (rule.methods or set()) and "GET" in (rule.methods or set())
    }

    assert mixed == set()


def test_every_setting_is_documented():
    text = (ROOT / "docs/operate.md").read_text()

    assert [name for name in SETTINGS if f"`{name}`" not in text] == []


def test_every_command_is_documented(app: Flask):
    text = (ROOT / "docs/operate.md").read_text() + (ROOT / "README.md").read_text()
    ours = {"users", "tokens", "jobs", "doctor", "backup", "restore", "demo", "outbox", "calendars"}

    assert ours <= set(app.cli.commands)
    assert [name for name in sorted(ours) if f"flask --app wsgi {name}" not in text] == []
