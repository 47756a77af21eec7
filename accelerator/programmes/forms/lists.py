"""Questions with their answers, and what happens when: lists of any length, without script. There
is always one empty entry at the end; one that is emptied or marked is gone."""

from typing import Any

from wtforms import BooleanField, DateField, FieldList, FormField, IntegerField
from wtforms.validators import NumberRange, Optional

from accelerator.programmes.rules.texts import LONGEST_LINE, LONGEST_TEXT, MOST_ENTRIES
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import FilterForm, VersionedForm
from hub.web.words import WordsField


class _Entry(FilterForm):
    remove = BooleanField(_l("Remove it"))


class FaqEntry(_Entry):
    position = IntegerField(_l("Order"), [Optional(), NumberRange(0, 999)])
    question = WordsField(_l("Question"), longest=LONGEST_LINE * 2, marked=False)
    answer = WordsField(_l("Answer"), longest=LONGEST_TEXT, rows=3, marked=False)


class TimelineEntry(_Entry):
    on = DateField(_l("Day"), [Optional()])
    title = WordsField(_l("What happens"), longest=LONGEST_LINE, marked=False)
    note = WordsField(_l("Note"), longest=LONGEST_LINE * 2)


class FaqForm(VersionedForm):
    entries = FieldList(FormField(FaqEntry), max_entries=MOST_ENTRIES + 1)

    def wanted(self) -> list[dict[str, Any]]:
        """In the order of their places; those without one stay where they are."""
        kept = [
            (entry.form.position.data or n, n, entry.form)
            for n, entry in enumerate(self.entries, start=1)
            if not entry.form.remove.data
        ]
        in_order = sorted(kept, key=lambda each: each[:2])
        return [
            {"question": form.question.data, "answer": form.answer.data}
            for _place, _n, form in in_order
        ]


class TimelineForm(VersionedForm):
    entries = FieldList(FormField(TimelineEntry), max_entries=MOST_ENTRIES + 1)

    def wanted(self) -> list[dict[str, Any]]:
        return [
            {
                "on": entry.form.on.data.isoformat() if entry.form.on.data else "",
                "title": entry.form.title.data,
                "note": entry.form.note.data,
            }
            for entry in self.entries
            if not entry.form.remove.data
        ]
