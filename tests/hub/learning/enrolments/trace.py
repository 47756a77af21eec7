"""A course as it was lived, day by day: who registered when, and who withdrew.

The real one is presentation CCC 2014J of the Open University Learning Analytics dataset (Kuzilek,
Hlosta, Zdrahal 2017, CC BY 4.0, anonymous): person, date_registration, date_unregistration. It is
not part of the hub: HUB_ENROLMENT_TRACE names the file. Without it the story is told of a made-up
course of the same shape alone.
"""

import csv
import os
import random
from dataclasses import dataclass
from pathlib import Path

REAL = Path(os.environ.get("HUB_ENROLMENT_TRACE", "enrolment-trace-not-given.csv"))


@dataclass(frozen=True)
class Lived:
    """Days count from the start of the course; `left` is None for who stayed."""

    person: int
    came: int
    left: int | None


def real() -> list[Lived]:
    with REAL.open(newline="", encoding="utf-8") as file:
        return [
            Lived(
                int(row["person"]),
                int(row["date_registration"]),
                int(row["date_unregistration"]) if row["date_unregistration"] else None,
            )
            for row in csv.DictReader(file)
        ]


def made_up(number: int = 220, *, seed: int = 5) -> list[Lived]:
    """Most come long before the start, some after it; two in five leave, most after it."""
    drawn = random.Random(seed)
    lived = []
    for person in range(number):
        came = drawn.choice((*range(-60, 0), *range(-20, 12)))
        leaves = drawn.random() < 0.42
        left = came + drawn.randint(1, 90) if leaves else None
        lived.append(Lived(person, came, left))
    return lived
