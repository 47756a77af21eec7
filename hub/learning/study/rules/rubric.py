"""Marks by a rubric: points for each of its lines, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Of work without a rubric: one line for all of it.
OVERALL: dict[str, Any] = {
    "id": "overall",
    "title": {"en": "Overall", "id": "Keseluruhan", "de": "Insgesamt"},
    "about": {},
    "points": 10,
}
LONGEST_NOTE = 1000
Marks = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Totalled:
    points: int
    possible: int

    @property
    def percent(self) -> int:
        return self.points * 100 // self.possible if self.possible else 0

    def passes(self, pass_percent: int) -> bool:
        return self.points * 100 >= pass_percent * self.possible


def lines_of(rubric: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return rubric or (OVERALL,)


def totalled(
    rubric: Sequence[Mapping[str, Any]], marks: Mapping[str, Mapping[str, Any]]
) -> Totalled:
    """Of marks that `wrong_with` has nothing against; a line without a mark counts nothing."""
    lines = lines_of(rubric)
    points = sum(
        max(0, min(int(line["points"]), int(marks.get(line["id"], {}).get("points", 0))))
        for line in lines
    )
    return Totalled(points, sum(int(line["points"]) for line in lines))


def missing(
    rubric: Sequence[Mapping[str, Any]], marks: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """The ids of lines that have no points yet."""
    return [line["id"] for line in lines_of(rubric) if "points" not in marks.get(line["id"], {})]


def out_of_range(
    rubric: Sequence[Mapping[str, Any]], marks: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """The ids of lines with fewer points than none, or more than there are."""
    return [
        line["id"]
        for line in lines_of(rubric)
        if not 0 <= int(marks.get(line["id"], {}).get("points", 0)) <= int(line["points"])
    ]


def kept(rubric: Sequence[Mapping[str, Any]], marks: Mapping[str, Mapping[str, Any]]) -> Marks:
    """As they are kept: a row for each line of the rubric, and for nothing else."""
    return {
        line["id"]: {
            "points": int(marks[line["id"]]["points"]),
            "note": str(marks[line["id"]].get("note", "")).strip()[:LONGEST_NOTE],
        }
        for line in lines_of(rubric)
    }
