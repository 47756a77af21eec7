"""What a promise to read comes to, in time and against what is needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

#: What a careful read takes, by what reviewers report; shown wherever somebody promises.
MINUTES_A_READ = 10


def half_hours(reads: int) -> Fraction:
    """The hours that so many reads take, to the half hour and at least one of them."""
    return Fraction(max(1, round(reads * MINUTES_A_READ / 30)), 2) if reads > 0 else Fraction(0)


def even_load(need: int, mosts: Iterable[int]) -> int:
    """The smallest bound for every reader's load under which so many reads can be given out, with
    an eighth more where it is large, for conflicts and bridges; 0 when they cannot."""
    caps = sorted(mosts)
    if need <= 0 or sum(caps) < need:
        return 0
    left, readers = need, len(caps)
    for cap in caps:
        if cap * readers >= left:
            break
        left -= cap
        readers -= 1
    share = -(-left // readers)
    return min(share + share // 8, caps[-1])


@dataclass(frozen=True)
class Promised:
    """One reviewer's word: how many, in which languages (none: unknown). `open` has not answered
    yet, and counts for nothing."""

    most: int
    languages: frozenset[str] = frozenset()
    open: bool = False


@dataclass(frozen=True)
class LanguageCover:
    """Applications in a language, and what those who read it would take at most."""

    language: str
    applications: int
    need: int
    readers: int
    room: int

    @property
    def short(self) -> int:
        return max(0, self.need - self.room)


@dataclass(frozen=True)
class PromiseCover:
    """Reads needed and promised. `asked` is what those who have not answered might bring."""

    need: int
    promised: int
    asked: int
    languages: tuple[LanguageCover, ...]

    @property
    def short(self) -> int:
        return max(0, self.need - self.promised)


def cover(
    applications: Mapping[str, int], *, reads_each: int, promises: Iterable[Promised]
) -> PromiseCover:
    """`applications` by language. A reader who names no languages is counted for all of them, as
    when reads are given out."""
    told = list(promises)
    said = [each for each in told if not each.open]
    return PromiseCover(
        need=sum(applications.values()) * reads_each,
        promised=sum(each.most for each in said),
        asked=sum(each.most for each in told if each.open),
        languages=tuple(
            LanguageCover(
                language,
                count,
                need=count * reads_each,
                readers=sum(_reads(each, language) for each in said),
                room=sum(min(each.most, count) for each in said if _reads(each, language)),
            )
            for language, count in sorted(applications.items())
        ),
    )


def _reads(promise: Promised, language: str) -> bool:
    return promise.most > 0 and (not promise.languages or language in promise.languages)
