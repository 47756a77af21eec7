"""Versions beside one another, for pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from accelerator.forms.drafts import DraftsThere
from accelerator.forms.models import Form, FormVersion
from accelerator.forms.names import change_said
from accelerator.forms.queries import definition_of
from accelerator.forms.rules.changes import Change, changes
from accelerator.vocabulary.words import in_words


@dataclass(frozen=True)
class ChangeShown:
    change: Change
    label: str
    said: str

    @property
    def asks_something(self) -> bool:
        return self.change.asks_something


@dataclass(frozen=True)
class Step:
    """A version, and what it changed of the one before; None for the first."""

    version: FormVersion
    questions: int
    changes: list[ChangeShown] | None


def changes_between(
    old: FormVersion, new: FormVersion, *, drafts: DraftsThere | None = None
) -> list[ChangeShown]:
    """What matters most first."""
    answered = drafts.answered if drafts else {}
    return [
        ChangeShown(
            change,
            in_words(change.label) or change.key,
            change_said(change, answered.get(change.key, 0)),
        )
        for change in changes(definition_of(old), definition_of(new))
    ]


def steps(versions: Sequence[FormVersion]) -> list[Step]:
    """Latest first."""
    found = []
    before: FormVersion | None = None
    for version in sorted(versions, key=lambda each: each.number):
        told = changes_between(before, version) if before else None
        found.append(Step(version, len(definition_of(version).questions), told))
        before = version
    return found[::-1]


def path_url(form: Form, path: str) -> str:
    """Where a part of the form is changed; `path` as in `rules.problems`."""
    what, _slash, rest = path.partition("/")
    key = rest.partition("/")[0]
    endpoint = {
        "sections": "forms.section", "questions": "forms.question", "rules": "forms.rule",
    }.get(what)  # fmt: skip
    if endpoint is None or not key:
        return url_for("forms.show", form_id=form.id)
    return url_for(endpoint, form_id=form.id, key=key)
