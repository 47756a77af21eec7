"""What a mentor or a startup has still to do, most pressing first."""

from dataclasses import dataclass
from enum import StrEnum


class ToDo(StrEnum):
    ANSWER = "answer"
    CODE = "code"
    PROFILE = "profile"
    HOURS = "hours"
    NEEDS = "needs"


@dataclass(frozen=True)
class Step:
    """`about` names the cohort that asks, if one does; `key` is what the page's link needs."""

    todo: ToDo
    about: str = ""
    key: str = ""


@dataclass(frozen=True)
class Asked:
    """One cohort, as it stands with a mentor."""

    key: str
    cohort: str
    is_answered: bool
    has_accepted: bool
    #: Its code of conduct has a wording that they have not agreed to.
    code_waits: bool


def steps_of_mentor(asked: list[Asked], *, knows: bool, has_hours: bool) -> list[Step]:
    """In the order in which they are worth doing; a paused mentor is asked the same."""
    steps = [Step(ToDo.ANSWER, each.cohort, each.key) for each in asked if not each.is_answered]
    accepted = [each for each in asked if each.has_accepted]
    steps += [Step(ToDo.CODE, each.cohort, each.key) for each in accepted if each.code_waits]
    if not knows:
        steps.append(Step(ToDo.PROFILE))
    if not has_hours and (accepted or not asked):
        steps.append(Step(ToDo.HOURS))
    return steps
