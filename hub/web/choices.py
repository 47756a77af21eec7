"""What a select field offers."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields import choices

#: WTForms 3.3 wants these instead of tuples; its published types do not know them yet.
_Choice: Any = choices.SelectChoice  # type: ignore[attr-defined]


def options(pairs: Iterable[tuple[str, Any]], *, group: str | None = None) -> list[Any]:
    """Pairs of what is sent and what is shown; all of a `group` stand under its name."""
    return [_Choice(value, label, optgroup=group) for value, label in pairs]
