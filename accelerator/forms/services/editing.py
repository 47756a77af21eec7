"""Changes of a draft, one small verb each; every one says in history what it was."""

from collections.abc import Callable, Mapping
from typing import Any

from accelerator.forms import queries
from accelerator.forms.errors import CannotEdit, unreadable
from accelerator.forms.models import FormVersion
from accelerator.forms.rules import BadDefinition, Definition, Question, Rule, Section, editing
from accelerator.forms.rules.editing import EditRefused
from accelerator.forms.rules.translating import with_texts
from accelerator.forms.services.versions import changed_meanwhile, draft_to_change
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db
from hub.history.services import record

#: All of them raise NotAllowed (not by this person), NotADraft (it is published), CannotEdit (what
#: they name is not there, or a condition stands against it) and Invalid (too long, too many).
Change = Callable[[Definition], Definition]


def edit(version: FormVersion, definition: Definition, *, expected: int, by: User) -> FormVersion:
    """The whole draft at once. Raises FormChanged: `expected` is not its count of edits now."""
    draft_to_change(version, by=by, expected=expected)
    return _changed(version, lambda _old: definition, by=by, action="form.changed", about={})


def add_section(version: FormVersion, title: Words, *, by: User) -> Section:
    """At the end, with a key out of its title."""
    taken = {each.key for each in queries.definition_of(version).all_sections}
    section = Section(editing.new_key(title, taken=taken, otherwise="section"), title=title)
    _changed(
        version,
        lambda old: editing.add_section(old, section),
        by=by,
        action="form.section-added",
        about={"section": section.key},
    )
    return section


def change_section(
    version: FormVersion, section: Section, *, seen: str = "", by: User
) -> FormVersion:
    """Its texts and condition. Raises FormChanged: it is not the one that was seen, by
    `fingerprint`."""

    def changed(old: Definition) -> Definition:
        _check_seen(editing.found_section(old, section.key), seen)
        return editing.change_section(old, section)

    return _changed(
        version, changed, by=by, action="form.section-changed", about={"section": section.key}
    )


def move_section(version: FormVersion, key: str, *, up: bool, by: User) -> FormVersion:
    return _changed(
        version,
        lambda old: editing.move_section(old, key, by=-1 if up else 1),
        by=by,
        action="form.section-moved",
        about={"section": key},
    )


def remove_section(version: FormVersion, key: str, *, by: User) -> FormVersion:
    """With its questions."""
    return _changed(
        version,
        lambda old: editing.remove_section(old, key),
        by=by,
        action="form.section-removed",
        about={"section": key},
    )


def add_question(
    version: FormVersion, question: Question, *, to: str, after: str = "", by: User
) -> FormVersion:
    """Into the section of the key `to`: after another of its questions, or at its end."""
    return _changed(
        version,
        lambda old: editing.add_question(old, question, to=to, after=after),
        by=by,
        action="form.question-added",
        about={"question": question.key, "section": to},
    )


def change_question(
    version: FormVersion, question: Question, *, seen: str = "", by: User
) -> FormVersion:
    """All but its key. Raises FormChanged: it is not the one that was seen, by `fingerprint`."""

    def changed(old: Definition) -> Definition:
        current = old.question(question.key)
        if current is not None:
            _check_seen(current, seen)
        return editing.change_question(old, question)

    return _changed(
        version, changed, by=by, action="form.question-changed", about={"question": question.key}
    )


def move_question(version: FormVersion, key: str, *, up: bool, by: User) -> FormVersion:
    return _changed(
        version,
        lambda old: editing.move_question(old, key, by=-1 if up else 1),
        by=by,
        action="form.question-moved",
        about={"question": key},
    )


def duplicate_question(version: FormVersion, key: str, *, by: User) -> Question:
    """The copy, right after it."""
    made: list[Question] = []

    def changed(old: Definition) -> Definition:
        new, copy = editing.duplicate_question(old, key)
        made.append(copy)
        return new

    _changed(version, changed, by=by, action="form.question-copied", about={"question": key})
    return made[0]


def remove_question(version: FormVersion, key: str, *, by: User) -> FormVersion:
    """Refused while a condition asks about it."""
    return _changed(
        version,
        lambda old: editing.remove_question(old, key),
        by=by,
        action="form.question-removed",
        about={"question": key},
    )


def put_rule(version: FormVersion, rule: Rule, *, by: User) -> FormVersion:
    """A new rule, or the one of that key as it is now."""
    return _changed(
        version,
        lambda old: editing.put_rule(old, rule),
        by=by,
        action="form.rule-set",
        about={"rule": rule.key},
    )


def remove_rule(version: FormVersion, key: str, *, by: User) -> FormVersion:
    return _changed(
        version,
        lambda old: editing.remove_rule(old, key),
        by=by,
        action="form.rule-removed",
        about={"rule": key},
    )


def translate(version: FormVersion, texts: Mapping[str, Words], *, by: User) -> FormVersion:
    """Write texts into their places, by the paths that `rules.translating` names."""
    return _changed(
        version,
        lambda old: with_texts(old, texts),
        by=by,
        action="form.translated",
        about={"texts": len(texts)},
    )


def _check_seen(part: Question | Section, seen: str) -> None:
    if seen and seen != editing.fingerprint(part):
        raise changed_meanwhile()


def _changed(
    version: FormVersion, change: Change, *, by: User, action: str, about: dict[str, Any]
) -> FormVersion:
    """Apply, count the edit and say so; what changes nothing leaves no trace."""
    form = draft_to_change(version, by=by)
    old = queries.definition_of(version)
    try:
        # Read back, so that whatever is kept has passed every bound.
        new = Definition.from_json(change(old).to_json())
    except EditRefused as refusal:
        raise CannotEdit(refusal.sentence) from refusal
    except BadDefinition as problem:
        raise unreadable(problem) from problem
    if new == old:
        return version
    version.definition, version.version = new.to_json(), version.version + 1
    record(action, form, after={**about, "number": version.number})
    db.session.flush()
    return version
