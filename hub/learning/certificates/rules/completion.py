"""What completes a class: a tree of "all of" and "any of" over parts that can be looked at.

    {"all": [{"attended": 70}, {"quiz": "all"}, {"any": [{"assignment": "map"}, {"lessons": 100}]}]}

A part about which there is nothing in the class (no quiz, no session) asks for nothing: it is left
out of what stands around it, and a rule of which nothing is left is not met. More attended, more
done, a better mark never turn a rule that is met into one that is not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hub.core.errors import Invalid
from hub.core.i18n import gettext as _

Tree = dict[str, Any]
#: Stands for every required quiz, or every required assignment, of the class.
EVERY = "all"
MOST_PARTS, DEEPEST = 20, 4


class Group(StrEnum):
    ALL = "all"
    ANY = "any"


class Part(StrEnum):
    #: Percent of the minutes of the sessions that count.
    ATTENDED = "attended"
    #: Percent of all steps: required lessons done, required quizzes and assignments passed.
    STEPS = "steps"
    #: Percent of the required lessons.
    LESSONS = "lessons"
    #: A quiz by its key, or every required one; with `percent` at least so much, else its own mark.
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    FEEDBACK = "feedback"


PERCENTAGES = (Part.ATTENDED, Part.STEPS, Part.LESSONS)
#: After FutureLearn's: most steps, every test, and most of the time that was spent together.
DEFAULT: Tree = {"all": [{"steps": 90}, {"quiz": EVERY}, {"attended": 70}]}


@dataclass(frozen=True)
class Tried:
    """A quiz: the best result in percent (None: not tried), and whether its own mark was met."""

    best: int | None = None
    passed: bool = False


@dataclass(frozen=True)
class Inputs:
    """What is known of a learner. `quizzes` and `assignments` have every required one of the
    class, tried or not, and may have others, which are named in `extra`."""

    minutes_attended: int = 0
    minutes_counting: int = 0
    lessons_done: int = 0
    lessons_required: int = 0
    quizzes: Mapping[str, Tried] = field(default_factory=dict)
    assignments: Mapping[str, bool] = field(default_factory=dict)
    feedback_given: bool = False
    #: Keys of quizzes and assignments that nobody has to do.
    extra: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Of one part: what was asked, what there was, and whether that is enough; `met` is None where
    the class has nothing of the kind. Shares are in whole percent, rounded down."""

    part: Part
    met: bool | None
    key: str = ""
    wanted: int | None = None
    had: int | None = None
    #: Quizzes or assignments that are still missing, by key.
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    met: bool
    parts: tuple[Verdict, ...]

    @property
    def open(self) -> tuple[Verdict, ...]:
        return tuple(part for part in self.parts if part.met is False)


def judged(tree: Tree, inputs: Inputs) -> Judgement:
    parts: list[Verdict] = []
    return Judgement(met=_met(tree, inputs, parts=parts) is True, parts=tuple(parts))


def checked(tree: object, *, quizzes: Iterable[str], assignments: Iterable[str]) -> Tree:
    """The tree, in its one spelling. Raises: Invalid, with the place that is wrong."""
    known = {Part.QUIZ: set(quizzes), Part.ASSIGNMENT: set(assignments)}
    clean = _node(tree, known, where=_("The rule"), depth=1)
    if sum(1 for _part in leaves(clean)) > MOST_PARTS:
        raise _wrong(_("The rule"), _("has more than %(most)s parts", most=MOST_PARTS))
    return clean if next(iter(clean)) in set(Group) else {"all": [clean]}


def leaves(tree: Tree) -> Iterator[Tree]:
    for group in Group:
        if group in tree:
            for branch in tree[group]:
                yield from leaves(branch)
            return
    yield tree


def _met(tree: Tree, inputs: Inputs, *, parts: list[Verdict]) -> bool | None:
    for group, combine in ((Group.ALL, all), (Group.ANY, any)):
        if group in tree:
            branches = [_met(branch, inputs, parts=parts) for branch in tree[group]]
            asked = [branch for branch in branches if branch is not None]
            return combine(asked) if asked else None
    verdict = _verdict(tree, inputs)
    parts.append(verdict)
    return verdict.met


def _verdict(leaf: Tree, inputs: Inputs) -> Verdict:
    part = next(each for each in Part if each in leaf)
    match part:
        case Part.ATTENDED:
            return _share(part, leaf, of=(inputs.minutes_attended, inputs.minutes_counting))
        case Part.LESSONS:
            return _share(part, leaf, of=(inputs.lessons_done, inputs.lessons_required))
        case Part.STEPS:
            return _share(part, leaf, of=steps(inputs))
        case Part.QUIZ:
            percent = leaf.get("percent")
            right = {key: _enough(tried, percent) for key, tried in inputs.quizzes.items()}
            return _of_keys(part, leaf, right=right, extra=inputs.extra)
        case Part.ASSIGNMENT:
            return _of_keys(part, leaf, right=dict(inputs.assignments), extra=inputs.extra)
        case Part.FEEDBACK:
            return Verdict(part, inputs.feedback_given)


def steps(inputs: Inputs) -> tuple[int, int]:
    """How many of the required steps are done, of how many."""
    quizzes = [q.passed for key, q in inputs.quizzes.items() if key not in inputs.extra]
    works = [done for key, done in inputs.assignments.items() if key not in inputs.extra]
    done = inputs.lessons_done + sum(quizzes) + sum(works)
    return done, inputs.lessons_required + len(quizzes) + len(works)


def _share(part: Part, leaf: Tree, *, of: tuple[int, int]) -> Verdict:
    wanted, (had, there_is) = leaf[part], of
    if not there_is:
        return Verdict(part, None, wanted=wanted)
    enough = had * 100 >= wanted * there_is
    return Verdict(part, enough, wanted=wanted, had=min(100, had * 100 // there_is))


def _enough(tried: Tried, percent: int | None) -> bool:
    return tried.passed if percent is None else tried.best is not None and tried.best >= percent


def _of_keys(
    part: Part, leaf: Tree, *, right: Mapping[str, bool], extra: frozenset[str]
) -> Verdict:
    key, wanted = leaf[part], leaf.get("percent")
    asked = [each for each in right if each not in extra] if key == EVERY else [key]
    if not asked:
        return Verdict(part, None, key=key, wanted=wanted)
    missing = tuple(each for each in asked if not right.get(each, False))
    return Verdict(part, not missing, key=key, wanted=wanted, missing=missing)


def _node(node: object, known: dict[Part, set[str]], *, where: str, depth: int) -> Tree:
    if not isinstance(node, dict) or not node:
        raise _wrong(where, _("is not a part of a rule"))
    for group in Group:
        if group in node:
            return _group(node, group, known=known, where=where, depth=depth)
    named = [part for part in Part if part in node]
    if len(named) != 1:
        raise _wrong(where, _("needs exactly one of: %(parts)s", parts=", ".join((*Group, *Part))))
    return _leaf(node, named[0], known=known, where=where)


def _group(
    node: Tree, group: Group, *, known: dict[Part, set[str]], where: str, depth: int
) -> Tree:
    branches = node[group]
    if len(node) > 1 or not isinstance(branches, list) or not branches:
        raise _wrong(where, _("needs a list of parts, and nothing beside it"))
    if depth > DEEPEST:
        raise _wrong(where, _("goes deeper than %(most)s levels", most=DEEPEST))
    if len(branches) > MOST_PARTS:
        raise _wrong(where, _("has more than %(most)s parts", most=MOST_PARTS))
    clean = []
    for number, branch in enumerate(branches, start=1):
        place = _("%(where)s, part %(number)s", where=where, number=number)
        clean.append(_node(branch, known, where=place, depth=depth + 1))
    return {str(group): clean}


def _leaf(node: Tree, part: Part, *, known: dict[Part, set[str]], where: str) -> Tree:
    allowed = {str(part), "percent"} if part is Part.QUIZ else {str(part)}
    if stranger := sorted(str(key) for key in node if key not in allowed):
        raise _wrong(where, _("has something unknown: %(names)s", names=", ".join(stranger)))
    value = node[part]
    if part in PERCENTAGES:
        return {str(part): _percent(value, where)}
    if part is Part.FEEDBACK:
        if value is not True:
            raise _wrong(where, _("asks for feedback, so it is true"))
        return {str(part): True}
    if not isinstance(value, str) or value not in {EVERY, *known[part]}:
        raise _wrong(where, _("names something that this class does not have"))
    clean: Tree = {str(part): value}
    if node.get("percent") is not None:
        clean["percent"] = _percent(node["percent"], where)
    return clean


def _percent(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 100:
        raise _wrong(where, _("needs whole percent, 1 to 100"))
    return value


def _wrong(where: str, what: str) -> Invalid:
    sentence = f"{where} {what}."
    return Invalid(sentence, errors={"rule": [sentence]})
