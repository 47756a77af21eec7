"""How forms look in JSON."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.forms import queries
from accelerator.forms.models import Form, FormVersion, VersionState
from accelerator.forms.names import change_said
from accelerator.forms.ready_made import TEMPLATES, Template
from accelerator.forms.rules.changes import Change, Effect
from accelerator.forms.rules.problems import problems
from accelerator.forms.rules.translating import untranslated
from accelerator.forms.services.versions import LONGEST_NAME
from accelerator.vocabulary.words import in_words
from hub.web.api import Body, Instant, Line, Query, Shown, Whole

_DEFINITION: dict[str, JsonValue] = {
    "gate": {"key": "eligibility", "questions": []},
    "sections": [
        {
            "key": "about",
            "title": {"en": "About it"},
            "questions": [
                {
                    "key": "headline",
                    "kind": "short-text",
                    "label": {"en": "In one sentence"},
                    "required": "now",
                    "settings": {"max_words": 20},
                }
            ],
        }
    ],
    "rules": [],
}
_ABOUT_DEFINITION = (
    "`gate`, `sections` and `rules`; read one from `GET /form-templates` to see all parts."
)


class FormTemplateShown(Shown):
    """A form that is there to begin with."""

    key: str = Field(examples=[TEMPLATES[0]])
    name: str
    about: str
    definition: dict[str, JsonValue] = Field(description=_ABOUT_DEFINITION)

    @classmethod
    def of(cls, found: Template) -> "FormTemplateShown":
        return cls(
            key=found.key,
            name=in_words(found.name),
            about=in_words(found.about),
            definition=found.definition.to_json(),
        )


class NewForm(Body):
    """A form of a programme."""

    name: Line = Field(min_length=1, max_length=LONGEST_NAME, examples=["Accelerator 2027"])
    owner_kind: Line = Field(default="programmes", max_length=40)
    owner: UUID = Field(description="Of the programme.")
    template: Line = Field(default="blank", max_length=40, examples=["long_form"])


class FormRenamed(Body):
    name: Line = Field(min_length=1, max_length=LONGEST_NAME)


class NewDraft(Body):
    like: int | None = Field(
        default=None, ge=1, le=100_000, description="The version to begin from; else what is live."
    )


class DefinitionSent(Body):
    """The whole draft."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"definition": _DEFINITION}]}, str_strip_whitespace=False
    )

    definition: dict[str, JsonValue] = Field(description=_ABOUT_DEFINITION)


class VersionSince(Query):
    since: Whole | None = Field(
        default=None,
        ge=1,
        le=100_000,
        description="The number of the version to compare with; else the one before.",
    )


class FormVersionShown(Shown):
    """A version of a form. `version` counts the edits of a draft."""

    id: UUID
    number: int
    state: VersionState
    version: int
    made_at: Instant
    published_at: Instant | None

    @classmethod
    def of(cls, found: FormVersion) -> "FormVersionShown":
        return cls(**_of_version(found))


class FormShown(Shown):
    id: UUID
    name: str
    owner_kind: str
    owner: UUID
    template: str = Field(description="What it began as; empty: nothing.")
    made_at: Instant
    versions: list[FormVersionShown]

    @classmethod
    def of(cls, form: Form) -> "FormShown":
        return cls(
            id=form.id,
            name=form.name,
            owner_kind=form.owner_kind,
            owner=form.owner_id,
            template=form.template_key,
            made_at=form.made_at,
            versions=[FormVersionShown.of(each) for each in form.versions],
        )


class PlaceShown(Shown):
    path: str = Field(examples=["questions/problem/label"])


class ProblemInFormShown(PlaceShown):
    sentence: str


class UntranslatedShown(PlaceShown):
    languages: list[str] = Field(examples=[["de"]])


class FormVersionInFullShown(FormVersionShown):
    definition: dict[str, JsonValue] = Field(description=_ABOUT_DEFINITION)
    problems: list[ProblemInFormShown] = Field(description="Why it cannot go live.")
    untranslated: list[UntranslatedShown]

    @classmethod
    def of(cls, found: FormVersion) -> "FormVersionInFullShown":
        definition = queries.definition_of(found)
        return cls(
            **_of_version(found),
            definition=definition.to_json(),
            problems=[
                ProblemInFormShown(path=each.path, sentence=each.sentence)
                for each in problems(definition)
            ],
            untranslated=[
                UntranslatedShown(path=each.path, languages=each.languages)
                for each in untranslated(definition)
            ],
        )


class ChangeInFormShown(Shown):
    effect: Effect
    question: str = Field(description="Its key; empty for the rules.")
    said: str
    asks_something: bool = Field(description="Whoever has a draft must look at it again.")
    answered: int = Field(description="In how many drafts on the version before it is answered.")

    @classmethod
    def of(cls, change: Change, *, answered: int) -> "ChangeInFormShown":
        return cls(
            effect=change.effect,
            question=change.key,
            said=change_said(change),
            asks_something=change.asks_something,
            answered=answered,
        )


class FormChangesShown(Shown):
    """What going from one version to another does to applications that are being written."""

    drafts: int
    changes: list[ChangeInFormShown]


def _of_version(found: FormVersion) -> dict[str, Any]:
    names = ("id", "number", "state", "version", "made_at", "published_at")
    return {name: getattr(found, name) for name in names}
