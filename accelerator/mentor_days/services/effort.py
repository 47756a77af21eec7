"""How long a plan or a change of one takes, told before it is begun: what takes longer than a
person waits is left to a job. From what it took, with room for a machine that is busy."""

from accelerator.mentor_days import rules
from hub.core.waiting import PATIENCE

#: Seconds of a plan for each wish: to find its slot, and to write it down.
EACH_WISH = 0.002
#: Seconds of a change for each wish and slot that both have: the least change is looked for among
#: all of them, and little of it is written down.
EACH_PLACE = 0.000_1

#: Seconds of a step that tells everybody: for each meeting of it, and for each mail.
EACH_MEETING, EACH_MAIL = 0.001, 0.004


def plan_is_for_a_job(day: rules.Day) -> bool:
    return EACH_WISH * sum(len(each.wishes) for each in day.startups) > PATIENCE


def change_is_for_a_job(day: rules.Day) -> bool:
    there = {each.id: each.available for each in day.mentors}
    places = sum(
        len(there[mentor] - startup.away) for startup in day.startups for mentor in startup.wishes
    )
    return EACH_PLACE * places > PATIENCE


def telling_is_for_a_job(*, meetings: int, mails: int) -> bool:
    return EACH_MEETING * meetings + EACH_MAIL * mails > PATIENCE
