"""The parts of a draft: lessons, quizzes and assignments, added, changed, moved, removed."""

from dataclasses import asdict, replace

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.courses.models import CourseVersion
from hub.learning.courses.queries.versions import Item, item_called, kind_of, version_items
from hub.learning.courses.rules.drafts import MOST_ITEMS, ItemDraft
from hub.learning.courses.rules.items import checked
from hub.learning.courses.rules.outline import key_for, moved
from hub.learning.courses.services.checks import changed, hold_draft, refuse, told
from hub.learning.courses.services.files import let_go
from hub.learning.courses.services.rows import new_row


def add_item(
    version: CourseVersion, draft: ItemDraft, *, by: User, expected: int | None = None
) -> Item:
    """Put a lesson, a quiz or an assignment at the end of the outline. Without a key it gets one
    that is made of its title.

    Raises:
        NotAllowed, CourseChanged, VersionFrozen, Conflict: see `hold_draft`.
        Invalid: `errors` by place, such as `questions.0.options`.
    """
    hold_draft(version, by=by, expected=expected)
    draft = _checked(draft)
    items = version_items(version)
    taken = {item.key for item in items}
    if draft.key in taken:
        sentence = _("Another part of this version has this key.")
        raise Invalid(sentence, errors={"key": [sentence]})
    if len(items) >= MOST_ITEMS:
        raise Invalid(_("At most %(most)s, please.", most=MOST_ITEMS))
    if not draft.key:
        draft = replace(draft, key=key_for(draft.title, taken, kind=draft.kind))
    last = max((item.position for item in items), default=0)
    row = new_row(version, draft, position=last + 1)
    _touch(version)
    record(
        "course-version.part-added",
        version,
        after={"part": draft.key, "kind": draft.kind.value},
    )
    return row


def change_item(
    version: CourseVersion,
    key: str,
    *,
    draft: ItemDraft,
    by: User,
    expected: int | None = None,
) -> Item:
    """As wanted. Its key stays, for progress is kept by it. Nothing changed is nothing recorded.

    Raises:
        NotAllowed, CourseChanged, VersionFrozen, Conflict: see `hold_draft`.
        NotFound: no part has this key.
        Invalid: as `add_item`; or it is of another kind.
    """
    hold_draft(version, by=by, expected=expected)
    item = item_called(version, key)
    if kind_of(item) is not draft.kind:
        raise Invalid(_("This part of the version is of another kind."))
    draft = replace(_checked(draft), key=key)
    before, after = changed(item, asdict(draft))
    if after:
        _touch(version)
        record(
            "course-version.part-changed",
            version,
            before={"part": key} | told(before),
            after={"part": key} | told(after),
        )
    return item


def move_item(version: CourseVersion, key: str, *, by_steps: int, by: User) -> None:
    """So many places down the outline, or up with a negative number. At either end it stays.

    Raises:
        NotAllowed, VersionFrozen, Conflict: see `hold_draft`.
        NotFound: no part has this key.
    """
    hold_draft(version, by=by)
    item_called(version, key)
    items = {item.key: item for item in version_items(version)}
    order = moved(list(items), key, by=by_steps)
    if order == list(items):
        return
    _number(version, order)
    record("course-version.part-moved", version, after={"part": key, "order": order})


def remove_item(version: CourseVersion, key: str, *, by: User) -> None:
    """Raises: NotAllowed, VersionFrozen, Conflict, NotFound: as `move_item`."""
    hold_draft(version, by=by)
    item = item_called(version, key)
    kind = kind_of(item).value
    db.session.delete(item)
    db.session.flush()
    db.session.expire(version)
    _number(version, [each.key for each in version_items(version)])
    let_go(version.course)
    record("course-version.part-removed", version, before={"part": key, "kind": kind})


def _number(version: CourseVersion, order: list[str]) -> None:
    places = {key: n for n, key in enumerate(order, start=1)}
    for item in version_items(version):
        item.position = places[item.key]
    _touch(version)


def _touch(version: CourseVersion) -> None:
    version.version += 1
    db.session.flush()
    db.session.expire(version, ["lessons", "quizzes", "assignments"])


def _checked(draft: ItemDraft) -> ItemDraft:
    """Raises: Invalid."""
    cleaned, errors = checked(draft)
    refuse(errors)
    return cleaned
