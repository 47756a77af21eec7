"""Forms for stories about forms."""

from typing import Any

from accelerator.forms import queries, services
from accelerator.forms.models import Form, FormVersion
from accelerator.forms.rules import Definition, Kind, Question
from accelerator.programmes.models import Programme
from hub.accounts.models import User
from hub.core.database import transaction
from tests.factories.programme import a_programme, a_programme_manager

YES_NO = [{"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}]


def a_question(kind: str | Kind = "short-text", key: str = "it", **named: Any) -> Question:
    """Its settings are named plainly: `a_question("number", minimum="3")`."""
    parts = {n: named.pop(n) for n in list(named) if n in Question.__dataclass_fields__}
    return Question.from_json(
        {"key": key, "kind": str(kind), "label": {"en": f"About {key}"}, "settings": named} | parts
    )


def a_definition(*questions: Question, rules: Any = (), gate: Any = ()) -> Definition:
    """One section of these questions."""
    return Definition.from_json(
        {
            "gate": {"key": "eligibility", "questions": [q.to_json() for q in gate]},
            "sections": [
                {
                    "key": "all",
                    "title": {"en": "All"},
                    "questions": [question.to_json() for question in questions],
                }
            ],
            "rules": list(rules),
        }
    )


def a_form(
    by: User | None = None, programme: Programme | None = None, template: str = "long_form"
) -> tuple[Form, FormVersion, User]:
    """A form with its draft, and who builds it."""
    programme = programme or a_programme()
    by = by or a_programme_manager(programme)
    with transaction():
        owner = services.Owner("programmes", programme.id)
        form = services.start_form("Accelerator 2027", owner=owner, template=template, by=by)
    draft = queries.draft_of(form)
    assert draft is not None
    return form, draft, by


def published(draft: FormVersion, by: User) -> FormVersion:
    with transaction():
        return services.publish(draft, by=by)
