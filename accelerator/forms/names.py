"""What kinds, conditions and changes are called on pages."""

from accelerator.forms.rules import AnswerStage, Definition, Kind, Question, Required
from accelerator.forms.rules.changes import Change, Effect
from accelerator.forms.rules.conditions import Condition, Rows
from accelerator.forms.rules.numbers import write_number
from accelerator.forms.rules.settings import ColumnKind
from accelerator.forms.rules.shapes import columns_of, lines_of, matrix_columns_of, options_of
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l

#: kind → (what it is called, what it is for, its icon)
KINDS = {
    Kind.SHORT_TEXT: (_l("Short text"), _l("One line, with a limit of words"), "minus"),
    Kind.LONG_TEXT: (_l("Long text"), _l("Paragraphs, with a limit of words"), "file-text"),
    Kind.SINGLE_CHOICE: (_l("One choice"), _l("One of several answers"), "circle-check"),
    Kind.MULTIPLE_CHOICE: (_l("Several choices"), _l("All answers that apply"), "list"),
    Kind.NUMBER: (_l("Number"), _l("With a unit and limits"), "chart-column"),
    Kind.MONEY: (_l("Money"), _l("An amount in one of your currencies"), "wallet"),
    Kind.DATE: (_l("Date"), _l("A day"), "calendar"),
    Kind.COUNTRY: (_l("Country"), _l("From the list of all countries"), "globe"),
    Kind.CITY: (_l("City"), _l("The name of a city"), "map-pin"),
    Kind.URL: (_l("Link"), _l("An address on the web"), "link"),
    Kind.VIDEO: (_l("Video"), _l("A link to a video"), "video"),
    Kind.FILE: (_l("File"), _l("Such as a deck, with kinds and size"), "upload"),
    Kind.TEAM: (
        _l("Table of people"),
        _l("Rows that repeat, with your columns"),
        "users",
    ),
    Kind.MATRIX: (_l("Grid"), _l("The same choice for several lines"), "layout-grid"),
    Kind.RANKING: (_l("Ranking"), _l("Put choices in order, such as programmes"), "award"),
    Kind.STATEMENT: (_l("Statement"), _l("A text to accept"), "shield-check"),
}
COLUMN_KINDS = {
    ColumnKind.TEXT: _l("Text"),
    ColumnKind.EMAIL: _l("E-mail address"),
    ColumnKind.LINK: _l("Link"),
    ColumnKind.NUMBER: _l("Number"),
    ColumnKind.YES_NO: _l("Yes or no"),
    ColumnKind.CHOICE: _l("One choice"),
    ColumnKind.COUNTRY: _l("Country"),
}
REQUIRED = {
    Required.NOW: _l("Needed to submit"),
    Required.LATER: _l("Needed later"),
    Required.NEVER: _l("Optional"),
}
STAGES = {
    AnswerStage.INTERVIEW: _l("before the interview"),
    AnswerStage.OFFER: _l("before a place is confirmed"),
    AnswerStage.START: _l("when the cohort starts"),
}
EFFECTS = {
    Effect.ADDED_REQUIRED: _l("New, and needed to submit"),
    Effect.REMOVED: _l("Taken out; answers are kept but hidden"),
    Effect.OTHER_KIND: _l(
        "Asks for another kind of answer; what does not fit must be answered anew"
    ),
    Effect.CHOICES_GONE: _l("Some choices are gone; whoever chose them must choose again"),
    Effect.NOW_REQUIRED: _l("Now needed to submit"),
    Effect.OTHER_LIMITS: _l("Has other limits; an answer outside them must be changed"),
    Effect.OTHER_CONDITION: _l("Is shown under another condition; hidden answers are kept"),
    Effect.NOW_SHOWN_TO_REVIEWERS: _l("More reviewers see the answer than when it was asked"),
    Effect.RULES: _l("The rules of eligibility and screening are others"),
    Effect.ADDED: _l("New, and not needed to submit"),
    Effect.NO_LONGER_REQUIRED: _l("No longer needed to submit, or at another time"),
    Effect.NOW_HIDDEN_FROM_REVIEWERS: _l("Fewer reviewers see the answer"),
    Effect.WORDING: _l("Is worded otherwise"),
    Effect.MOVED: _l("Stands in another section"),
}


def kind_name(kind: Kind) -> str:
    return str(KINDS[kind][0])


def when_needed(question: Question) -> str:
    """Needed to submit · Needed before the interview · Optional"""
    if question.required is Required.LATER:
        return _("Needed %(when)s", when=STAGES.get(question.later_stage, ""))
    return str(REQUIRED[question.required])


def change_said(change: Change, answered: int = 0) -> str:
    """What a change means; `answered`: in how many drafts the question is answered."""
    said = str(EFFECTS[change.effect])
    losing = (Effect.REMOVED, Effect.OTHER_KIND, Effect.OTHER_LIMITS, Effect.CHOICES_GONE,
              Effect.OTHER_CONDITION)  # fmt: skip
    if answered and change.effect in losing:
        return _("%(what)s (answered in %(count)s)", what=said, count=answered)
    return said


def condition_said(definition: Definition, condition: Condition | None) -> str:
    """“How far are you?” is Pilot or Growth, and “Team” has at least 2 rows"""
    if not condition:
        return ""
    for name, join in (("all", _(", and ")), ("any", _(", or "))):
        if name in condition:
            return join.join(condition_said(definition, each) for each in condition[name])
    if "not" in condition:
        return _("not: %(condition)s", condition=condition_said(definition, condition["not"]))
    return _test_said(definition, condition)


def _test_said(definition: Definition, test: Condition) -> str:
    question = definition.question(test["question"])
    about = f"“{_about(question, test)}”" if question else f"“{test['question']}”"
    if "column" in test and test.get("rows") == Rows.ALL:
        about = _("%(question)s in every row", question=about)
    value = _value_said(question, test)
    return {
        "equals": _("%(question)s is %(value)s", question=about, value=value),
        "one-of": _("%(question)s is %(value)s", question=about, value=value),
        "not": _("%(question)s is not %(value)s", question=about, value=value),
        "contains": _("%(question)s contains %(value)s", question=about, value=value),
        "at-least": _("%(question)s is %(value)s or more", question=about, value=value),
        "at-most": _("%(question)s is %(value)s or less", question=about, value=value),
        "answered": _("%(question)s is answered", question=about),
        "empty": _("%(question)s is not answered", question=about),
    }[test["is"]]


def _about(question: Question, test: Condition) -> str:
    label = in_words(question.label) or question.key
    parts = {c.key: c.label for c in columns_of(question)} if "column" in test else {}
    parts |= {line.key: line.label for line in lines_of(question)} if "row" in test else {}
    part = test.get("column") or test.get("row")
    return f"{label}: {parts.get(part, part)}" if part else label


def _value_said(question: Question | None, test: Condition) -> str:
    value = test.get("value", "")
    values = value if isinstance(value, list) else [value]
    labels: dict[str, str] = {}
    if question is not None:
        options = matrix_columns_of(question) if "row" in test else options_of(question)
        if "column" in test:
            mine = (c.options for c in columns_of(question) if c.key == test["column"])
            options = next(mine, ())
        labels = {option.key: option.label for option in options} | {"other": _("Something else")}
    said = [labels.get(str(each), write_number(str(each))) for each in values]
    return _(" or ").join(said)
