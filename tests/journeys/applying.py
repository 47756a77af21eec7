"""An application with everything around it, for looking at its pages."""

from datetime import timedelta
from typing import Any

from accelerator.applications import services
from accelerator.applications.models import Application, TeamRole
from accelerator.applications.queries import answers_of
from accelerator.applications.services import Given
from accelerator.applications.services.teams import add
from accelerator.forms import ready_made
from accelerator.startups.services import make_startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import transaction
from tests.factories.programme import a_cohort, a_live_form, a_programme

GATE = {"running": "yes", "answerable": "yes"}


def apply(owner: User, mate: User) -> Application:
    """Handed in and changed since; a co-founder is in it, another invited, comments made. The form
    is the house's own, in all languages."""
    programme, template = a_programme(), ready_made.template("pilot_call")
    assert template is not None
    cohort = a_cohort(
        programme=programme,
        form_version=a_live_form(programme, template.definition.to_json()),
        opens_at=now() - timedelta(days=7),
        closes_at=now() + timedelta(days=9),
    )
    with transaction():
        startup = make_startup(name="Pompa Pintar", by=owner, city="Jakarta")
        application = services.begin(cohort, startup=startup, gate=GATE, by=owner, language="id")
        _write(application, _answers(), by=owner)
        services.submit(application, by=owner)
        _write(application, {"headline": "Pompa yang menelepon saat hujan lebat"}, by=owner)
        services.comment(application, "Angka terbaru?", by=owner, key="evidence")
        add(application, mate, role=TeamRole.EDIT)
        services.invite(application, "rekan@team.example", role=TeamRole.VIEW, by=owner)
    return application


def _answers() -> dict[str, Any]:
    words = "Pompa kami menyala sendiri sebelum air naik ke jalan. " * 8
    return {
        "headline": "Pompa yang menelepon saat air naik",
        "dimension": "environment",
        "proposal": words,
        "evidence": words,
        "city_need": ["data"],
        "cost": {"amount_minor": 15_000_000_00, "currency": "IDR"},
        "team": [{"name": "Ayu", "role": "Teknik", "days": "5"}],
        "honest": True,
    }


def _write(application: Application, answers: dict[str, Any], *, by: User) -> None:
    there = answers_of(application)
    given = {
        key: Given(value, there[key].version if key in there else 0)
        for key, value in answers.items()
    }
    outcome = services.save_answers(application, given, by=by)
    assert not outcome.refused, outcome.refused
