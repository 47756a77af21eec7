"""Spaces from a table and into one. Look first: `planned` says what each line would do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any
from uuid import UUID

from booking.spaces.coming import coming_count
from booking.spaces.drafts import How, Made, SpaceDraft
from booking.spaces.managing import how_made, parts_of, with_everything
from booking.spaces.models import Space
from booking.spaces.queries import levels_of
from booking.spaces.services.making import change_space, make_space, must_manage, problems_of
from booking.spaces.sheets import Line, made_as_text, row_of
from hub.accounts.models import User
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.organisations.models import Site


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass
class Planned:
    """What a line would do, and to which fields; or why it can do nothing."""

    line: Line
    effect: Effect
    name: str = ""
    changes: list[tuple[str, object, object]] = field(default_factory=list)
    wrong: str = ""
    space: Space | None = None
    draft: SpaceDraft | None = None


@dataclass
class Imported:
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)


def planned(lines: Sequence[Line], *, site: Site) -> list[Planned]:
    """What each line would do; changes nothing."""
    known = {space.slug: space for space in with_everything(site)}
    levels = {level.name: level.id for level in levels_of(site)}
    own = {slug for slug, space in known.items() if how_made(space).how is How.OWN}
    seen: set[str] = set()
    found = []
    for line in lines:
        each = _planned(line, known.get(line.slug), levels=levels)
        if line.slug in seen:
            each = _refused(each, _("This space stands there twice."))
        elif each.effect is Effect.NEW and set(line.joined) - own:
            missing = ", ".join(sorted(set(line.joined) - own))
            each = _refused(each, _("%(names)s cannot be joined.", names=missing))
        elif each.effect is Effect.NEW:
            each = _checked_as_new(each, site)
        seen.add(line.slug)
        if each.effect is Effect.NEW and line.how in (None, How.OWN):
            own.add(line.slug)
        found.append(each)
    return found


def import_spaces(lines: Sequence[Line], *, site: Site, by: User) -> Imported:
    """Each line stands for itself: one that cannot be used is left out and named.

    Raises: NotAllowed.
    """
    must_manage(by, site)
    done = Imported()
    for each in planned(lines, site=site):
        if each.draft is None:
            done.left_out.append((each.line.number, each.wrong))
            continue
        try:
            _import_one(each, done, site=site, by=by)
        except (Invalid, Conflict) as refusal:
            done.left_out.append((each.line.number, str(refusal)))
    return done


def table_of(site: Site) -> Iterator[Sequence[object]]:
    """The spaces that can be booked, as the table has them."""
    for space in with_everything(site):
        if space.archived_at is None:
            level = space.level.name if space.level else ""
            yield row_of(values_of(space), made_of=_made_of(space), level=level)


def values_of(space: Space) -> dict[str, Any]:
    """The fields of the draft that would make it what it is."""
    values = {each.name: getattr(space, each.name) for each in fields(SpaceDraft)}
    return values | {"equipment": tuple(space.equipment)}


def _planned(line: Line, space: Space | None, *, levels: dict[str, UUID]) -> Planned:
    values = dict(line.fields)
    wrong = list(line.wrong)
    if line.level is not None:
        values["level_id"] = levels.get(line.level)
        if line.level and line.level not in levels:
            wrong.append(_("There is no level “%(name)s”.", name=line.level[:40]))
    if space is None:
        wrong += [
            _("A new space needs the column %(column)s.", column=column)
            for column in ("name", "kind", "capacity_people")
            if column not in values and not wrong
        ]
    if wrong:
        return Planned(line, Effect.WRONG, name=_name(line, space), wrong=" ".join(wrong))
    if space is None:
        draft = SpaceDraft(**values, slug=line.slug)
        return Planned(line, Effect.NEW, name=draft.name, draft=draft)
    return _change(line, space, values=values)


def _change(line: Line, space: Space, *, values: dict[str, Any]) -> Planned:
    had = values_of(space)
    draft = SpaceDraft(**(had | values))
    changes: list[tuple[str, object, object]] = [
        (name, had[name], value) for name, value in values.items() if value != had[name]
    ]
    effect = Effect.CHANGED if changes else Effect.UNCHANGED
    each = Planned(line, effect, name=draft.name, changes=changes, space=space, draft=draft)
    if space.archived_at is not None:
        return _refused(each, _("It is archived. Restore it first."))
    if line.how is not None and _as_text(line) != _made_of(space):
        return _refused(each, _("How it is taken is changed on its own page, not by a table."))
    problems = problems_of(space.site, draft, but=space)
    if problems:
        return _refused(each, " ".join(f"{name}: {told}" for name, told in problems))
    if draft.capacity_people < space.capacity_people:
        concerned = coming_count(space, over=draft.capacity_people)
        if concerned:
            return _refused(
                each,
                ngettext(
                    "%(num)s booking to come is for more people. Change it on its own page.",
                    "%(num)s bookings to come are for more people. Change it on its own page.",
                    concerned,
                ),
            )
    return each


def _checked_as_new(each: Planned, site: Site) -> Planned:
    assert each.draft is not None  # noqa: S101 (NEW has one)
    problems = problems_of(site, each.draft)
    if problems:
        return _refused(each, " ".join(f"{name}: {told}" for name, told in problems))
    return each


def _refused(each: Planned, why: str) -> Planned:
    wrong = each.wrong or why
    return Planned(each.line, Effect.WRONG, name=each.name, wrong=wrong, space=each.space)


def _import_one(each: Planned, done: Imported, *, site: Site, by: User) -> None:
    assert each.draft is not None  # noqa: S101 (asked before)
    if each.effect is Effect.NEW:
        line, parts = each.line, with_everything(site) if each.line.joined else ()
        joined = tuple(part.id for part in parts if part.slug in line.joined)
        made = Made(line.how or How.OWN, places=line.places, spaces=joined)
        make_space(site, each.draft, made=made, by=by)
        done.made += 1
    elif each.effect is Effect.CHANGED and each.space is not None:
        change_space(each.space, each.draft, by=by)
        done.changed += 1
    else:
        done.unchanged += 1


def _made_of(space: Space) -> str:
    made = how_made(space)
    parts = [part.slug for part in parts_of(space)] if made.how is How.JOINED else []
    return made_as_text(made.how, places=made.places, joined=sorted(parts))


def _as_text(line: Line) -> str:
    how = line.how or How.OWN
    return made_as_text(how, places=line.places, joined=sorted(line.joined))


def _name(line: Line, space: Space | None) -> str:
    return str(line.fields.get("name") or (space.name if space else ""))
