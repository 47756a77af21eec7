"""Why a draft cannot go live as it is: questions that cannot be answered, conditions over what is
not there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from accelerator.forms.rules.conditions import Condition, asked_in, tests_in
from accelerator.forms.rules.definition import Definition, Question, Severity
from accelerator.forms.rules.settings import Kind
from accelerator.forms.rules.shapes import option_keys, takes_other
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _

#: Questions that the rest of the house knows by their key, and what they must be there.
WELL_KNOWN: dict[str, Kind] = {
    "headline": Kind.SHORT_TEXT,
    "team": Kind.TEAM,
    "sector": Kind.SINGLE_CHOICE,
    "stage": Kind.SINGLE_CHOICE,
    "dimension": Kind.SINGLE_CHOICE,
    "city": Kind.CITY,
    "country": Kind.COUNTRY,
    "revenue": Kind.MONEY,
    "full_time": Kind.NUMBER,
    "founder_gender": Kind.SINGLE_CHOICE,
    "website": Kind.URL,
    "phone": Kind.SHORT_TEXT,
    "deck": Kind.FILE,
}
HEADLINE = "headline"


@dataclass(frozen=True)
class Problem:
    """`path` as in `translating`; nothing for the form as a whole."""

    path: str
    sentence: str


def problems(definition: Definition) -> list[Problem]:
    """In the order of the form; none: it can go live."""
    return [
        *_of_the_form(definition),
        *(each for question in definition.questions for each in _of_question(question)),
        *_of_conditions(definition),
        *_of_rules(definition),
    ]


def _of_the_form(definition: Definition) -> Iterator[Problem]:
    if not any(section.questions for section in definition.sections):
        yield Problem("", _("There are no questions yet."))
    if definition.question(HEADLINE) is None:
        yield Problem("", _("The question “headline” is missing: applications are listed by it."))
    for section in definition.sections:
        if not in_words(section.title):
            yield Problem(f"sections/{section.key}", _("This section has no title."))


def _of_question(question: Question) -> Iterator[Problem]:
    path, settings = f"questions/{question.key}", question.settings
    if not in_words(question.label):
        yield Problem(path, _("This question has no text."))
    wanted = WELL_KNOWN.get(question.key)
    if wanted is not None and question.kind is not wanted:
        yield Problem(path, _("The key %(key)s is kept for questions of another kind.",
                              key=question.key))  # fmt: skip
    lacking: dict[Kind, tuple[bool, Callable[[], str]]] = {
        Kind.SINGLE_CHOICE: (len(option_keys(question)) + takes_other(question) < 2, _choices),
        Kind.MULTIPLE_CHOICE: (len(option_keys(question)) + takes_other(question) < 2, _choices),
        Kind.RANKING: (len(option_keys(question)) < 2, _choices),
        Kind.TEAM: (not settings.get("columns"), _columns),
        Kind.MATRIX: (not settings.get("rows") or len(settings.get("columns", [])) < 2, _lines),
        Kind.STATEMENT: (not in_words(settings.get("statement")), _statement),
    }
    is_lacking, say = lacking.get(question.kind, (False, _choices))
    if is_lacking:
        yield Problem(path, say())


def _choices() -> str:
    return _("There must be two choices at least.")


def _columns() -> str:
    return _("The table has no columns.")


def _lines() -> str:
    return _("There must be one line and two columns at least.")


def _statement() -> str:
    return _("The text to accept is missing.")


def _of_conditions(definition: Definition) -> Iterator[Problem]:
    for section in definition.all_sections:
        yield from _of_condition(definition, section.show_if, path=f"sections/{section.key}")
        own = {question.key for question in section.questions}
        if asked_in(section.show_if) & own:
            yield Problem(
                f"sections/{section.key}", _("This section depends on a question of its own.")
            )
        for question in section.questions:
            yield from _of_condition(definition, question.show_if, path=f"questions/{question.key}")
            if question.key in _leads_to(definition, question.key):
                yield Problem(f"questions/{question.key}", _("This question depends on itself."))


def _of_condition(
    definition: Definition, condition: Condition | None, *, path: str
) -> Iterator[Problem]:
    for test in tests_in(condition):
        question = definition.question(test["question"])
        if question is None:
            yield Problem(path, _("A condition asks about “%(key)s”, which is not in the form.",
                                  key=test["question"]))  # fmt: skip
        elif missing_part := _missing_part(question, test):
            yield Problem(
                path,
                _("A condition on “%(key)s” asks about “%(part)s”, which is not there.",
                  key=question.key, part=missing_part),
            )  # fmt: skip


def _missing_part(question: Question, test: Condition) -> str:
    """The option, column or line that a test names and the question does not have."""
    for part, of in (("column", "columns"), ("row", "rows")):
        if part in test:
            known = [each["key"] for each in question.settings.get(of, [])]
            return "" if test[part] in known else str(test[part])
    choosing = (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.COUNTRY, Kind.RANKING)
    if question.kind not in choosing or test["is"] in ("at-least", "at-most"):
        return ""
    value = test.get("value", [])
    known_options = option_keys(question) | ({"other"} if takes_other(question) else set())
    values = value if isinstance(value, list) else [value]
    return next((str(each) for each in values if each not in known_options), "")


def _leads_to(definition: Definition, key: str) -> set[str]:
    """The questions on which a question's being shown depends, however far."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        each = waiting.pop()
        question, section = definition.question(each), definition.section_of(each)
        if question is None or section is None:
            continue
        new = (asked_in(question.show_if) | asked_in(section.show_if)) - found
        found |= new
        waiting.extend(new)
    return found


def _of_rules(definition: Definition) -> Iterator[Problem]:
    at_the_gate = {question.key for question in definition.gate.questions}
    for rule in definition.rules:
        path, asked = f"rules/{rule.key}", asked_in(rule.condition)
        if not asked:
            yield Problem(path, _("This rule has no condition."))
        if not in_words(rule.reason):
            yield Problem(path, _("This rule has no reason."))
        yield from _of_condition(definition, rule.condition, path=path)
        if rule.severity is Severity.REFUSE and not asked <= at_the_gate:
            yield Problem(
                path,
                _("A rule that refuses may only ask about the eligibility check."),
            )
