"""From the local time that a person or program names to an instant, with a refusal in words where
the clocks skip it or show it twice."""

from datetime import datetime

from hub.core.errors import Invalid
from hub.core.formats import clock, day
from hub.core.i18n import gettext as _
from hub.core.walltime import NoSuchWallTime, WallTimeHappensTwice, to_instant


class NoSuchTime(Invalid):
    """The clocks go forward over this wall time. `next_local` is the first that exists again."""

    code = "no-such-time"

    def __init__(self, sentence: str, *, field: str, next_local: datetime) -> None:
        super().__init__(
            sentence, errors={field: [sentence]}, next_local=f"{next_local:%Y-%m-%dT%H:%M}"
        )


class TimeHappensTwice(Invalid):
    """The clocks go back over this wall time. `choices` are the two instants, earlier first; a
    caller answers with `fold` 0 or 1."""

    code = "time-happens-twice"

    def __init__(self, sentence: str, *, field: str, choices: tuple[datetime, datetime]) -> None:
        plain = [{"fold": fold, "instant": _utc(each)} for fold, each in enumerate(choices)]
        super().__init__(sentence, errors={field: [sentence]}, choices=plain)


def instant_of(wall: datetime, zone: str, *, fold: int | None, field: str) -> datetime:
    """The instant of a wall time in an IANA zone; `field` is named in a refusal.

    Raises:
        NoSuchTime: the clocks skip it.
        TimeHappensTwice: it occurs twice and `fold` does not say which is meant.
    """
    try:
        return to_instant(wall, zone, fold=fold)
    except NoSuchWallTime as gap:
        sentence = _(
            "There is no %(time)s on %(day)s: the clocks go forward. The next time is %(next)s.",
            time=f"{wall:%H:%M}",
            day=day(wall),
            next=f"{gap.first_after:%H:%M}",
        )
        raise NoSuchTime(sentence, field=field, next_local=gap.first_after) from gap
    except WallTimeHappensTwice as twice:
        first, second = twice.choices
        sentence = _(
            "%(time)s happens twice on %(day)s: the clocks go back. Is it %(first)s or %(second)s?",
            time=f"{wall:%H:%M}",
            day=day(wall),
            first=clock(first, zone, named=True),
            second=clock(second, zone, named=True),
        )
        raise TimeHappensTwice(sentence, field=field, choices=twice.choices) from twice


def _utc(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
