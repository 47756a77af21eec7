"""Fields that several forms of mentoring share."""

from typing import Any

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from accelerator.vocabulary.terms import label
from accelerator.vocabulary.topics import AREAS, Topic


class Several(SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def topic_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """(area, [(value, label)]) in the reader's language, as the vocabulary has them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for topic in Topic:
        groups.setdefault(label(AREAS[topic]), []).append((topic.value, label(topic)))
    return list(groups.items())


def grouped(field: Any) -> list[tuple[str, list[Any]]]:
    """The boxes of a field of topics, by their area."""
    boxes = {option.data: option for option in field}
    return [(area, [boxes[value] for value, _ in topics]) for area, topics in topic_groups()]
