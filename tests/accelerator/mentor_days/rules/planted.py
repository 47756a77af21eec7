"""Days that are known to have room for every wish, because they were made from a full plan."""

from random import Random

from accelerator.mentor_days.rules import Day, Mentor, Startup, numbered_rooms


def planted(
    seed: int,
    *,
    startups: int,
    mentors: int,
    slots: int,
    rooms: int,
    each: int,
    window: float = 0.6,
) -> Day:
    """Each startup has its own lunch slot; each mentor is there for one window of the day."""
    dice = Random(seed)
    length = max(1, round(window * slots))
    begins = [dice.randint(0, slots - length) for _ in range(mentors)]
    lunch = [dice.randrange(slots // 3, 2 * slots // 3) for _ in range(startups)]
    met: list[list[int]] = [[] for _ in range(startups)]
    for slot in range(slots):
        here = [m for m in range(mentors) if begins[m] <= slot < begins[m] + length]
        dice.shuffle(here)
        order = sorted(
            (s for s in range(startups) if len(met[s]) < each and lunch[s] != slot),
            key=lambda s: (len(met[s]), dice.random()),
        )
        for s in order[:rooms]:
            mentor = next((m for m in here if m not in met[s]), None)
            if mentor is not None:
                here.remove(mentor)
                met[s].append(mentor)
    for its in met:
        dice.shuffle(its)
    return Day(
        slots=slots,
        startups=tuple(
            Startup(
                f"S{s:03}",
                tuple(f"M{m:03}" for m in its),
                wanted=len(its),
                away=frozenset({lunch[s]}),
            )
            for s, its in enumerate(met)
        ),
        mentors=tuple(
            Mentor(f"M{m:03}", frozenset(range(begin, begin + length)))
            for m, begin in enumerate(begins)
        ),
        rooms=numbered_rooms(rooms),
    )
