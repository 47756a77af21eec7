"""What completes a class, as a form: each part is not asked for, always asked for, or one of
several of which one is enough. Rules that are deeper than that are written by API."""

from dataclasses import dataclass
from typing import Any

from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.learning.certificates.queries.inputs import Steps
from hub.learning.certificates.rules.completion import EVERY, PERCENTAGES, Part, Tree
from hub.learning.certificates.services.standing import LONGEST_REASON
from hub.learning.certificates.wording import titled
from hub.web.choices import options
from hub.web.forms import VersionedForm

NEEDS = (
    ("", _l("is not asked for")),
    ("all", _l("is needed")),
    ("any", _l("is one way: one of these is enough")),
)


@dataclass(frozen=True)
class Line:
    """A part that can be asked for."""

    part: Part
    key: str = ""

    @property
    def takes_percent(self) -> bool:
        return self.part in PERCENTAGES or self.part is Part.QUIZ

    def leaf(self, percent: int | None) -> Tree:
        if self.part in PERCENTAGES:
            return {str(self.part): percent}
        leaf: Tree = {str(self.part): self.key or True}
        return leaf | ({"percent": percent} if percent and self.part is Part.QUIZ else {})


class ReasonForm(VersionedForm):
    reason = TextAreaField(
        _l("Why is it revoked?"), [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("Read by the person and by those who keep the class. Whoever looks the"
                       " number up is told the day alone."),
    )  # fmt: skip


def lines_of(steps: Steps) -> list[Line]:
    """What a class of these steps can be asked."""
    several = (
        (Part.QUIZ, steps.quizzes),
        (Part.ASSIGNMENT, steps.assignments),
    )
    return [
        *(Line(part) for part in PERCENTAGES),
        *(Line(part, key) for part, titles in several if titles for key in (EVERY, *titles)),
        Line(Part.FEEDBACK),
    ]


def label_of(line: Line, steps: Steps) -> str:
    match line.part:
        case Part.ATTENDED:
            return _("A share of the minutes attended")
        case Part.STEPS:
            return _("A share of all steps done")
        case Part.LESSONS:
            return _("A share of the lessons done")
        case Part.QUIZ if line.key == EVERY:
            return _("Every required quiz")
        case Part.QUIZ:
            return _("Quiz “%(title)s”", title=titled(line.key, steps.quizzes))
        case Part.ASSIGNMENT if line.key == EVERY:
            return _("Every required assignment")
        case Part.ASSIGNMENT:
            return _("Assignment “%(title)s”", title=titled(line.key, steps.assignments))
        case Part.FEEDBACK:
            return _("Feedback on the class")


def rule_form(steps: Steps, *, tree: Tree | None, number: int) -> Any:
    """A form with `need_N` and `percent_N` for the Nth of `lines_of`, filled with the rule."""
    lines = lines_of(steps)
    fields: dict[str, Any] = {}
    for n, line in enumerate(lines):
        fields[f"need_{n}"] = SelectField(label_of(line, steps), choices=options(NEEDS))
        if line.takes_percent:
            fields[f"percent_{n}"] = IntegerField(
                _l("percent"), [Optional(), NumberRange(min=1, max=100)]
            )
    kind = type("RuleForm", (VersionedForm,), fields)
    return kind(data={"version": str(number), **_filled(lines, tree or {})})


def tree_of(form: Any, steps: Steps) -> Tree:
    """The rule that was filled in; `{"all": []}` where nothing is asked."""
    found: dict[str, list[Tree]] = {"all": [], "any": []}
    for n, line in enumerate(lines_of(steps)):
        need = form[f"need_{n}"].data
        if need in found:
            percent = form[f"percent_{n}"].data if line.takes_percent else None
            found[need].append(line.leaf(percent))
    one_of = [{"any": found["any"]}] if found["any"] else []
    return {"all": [*found["all"], *one_of]}


def is_simple(tree: Tree) -> bool:
    """Whether the form can show it: all of some parts, with one "any of" among them at most."""
    branches = tree.get("all")
    if branches is None:
        branches = [tree]
    groups = [branch for branch in branches if "any" in branch or "all" in branch]
    plain = all("any" in group for group in groups) and len(groups) <= 1
    return plain and all("any" not in b and "all" not in b for g in groups for b in g["any"])


def _filled(lines: list[Line], tree: Tree) -> dict[str, Any]:
    if not tree or not is_simple(tree):
        return {}
    needs: list[tuple[str, Tree]] = []
    for branch in tree.get("all", [tree]):
        if "any" in branch:
            needs += [("any", leaf) for leaf in branch["any"]]
        else:
            needs.append(("all", branch))
    filled: dict[str, Any] = {}
    for need, leaf in needs:
        part = next(each for each in Part if each in leaf)
        value = leaf[part]
        key = value if isinstance(value, str) else ""
        for n, line in enumerate(lines):
            if (line.part, line.key) == (part, key):
                filled[f"need_{n}"] = need
                percent = value if part in PERCENTAGES else leaf.get("percent")
                filled |= {f"percent_{n}": percent} if line.takes_percent else {}
    return filled
