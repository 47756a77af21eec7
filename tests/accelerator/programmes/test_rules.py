"""When a call is open, how a submission stands to its deadline, and what goes together."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.programmes.names import lasting
from accelerator.programmes.rules.countdown import left
from accelerator.programmes.rules.dates import (
    Dates,
    Problem,
    days_until,
    problems,
    shifted,
    takes_time_away,
)
from accelerator.programmes.rules.intake import IntakeState, Timing, Window
from accelerator.programmes.rules.texts import clean_faq, clean_timeline, clean_words
from hub.core.i18n import speaking
from hub.core.walltime import to_wall

OPENS, CLOSES = datetime(2026, 11, 1, 2, tzinfo=UTC), datetime(2026, 12, 6, 16, 59, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES, timedelta(minutes=30))
DATES = Dates(OPENS, CLOSES, grace_minutes=30)
A_SECOND = timedelta(seconds=1)
ORDER = list(IntakeState)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda each: each.replace(tzinfo=UTC, microsecond=0)
)
minutes = st.integers(0, 7 * 24 * 60).map(lambda each: timedelta(minutes=each))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens, long = draw(instants), draw(st.integers(1, 200 * 86400))
    return Window(opens, opens + timedelta(seconds=long), draw(minutes))


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - A_SECOND, IntakeState.UPCOMING),
        (OPENS, IntakeState.OPEN),
        (CLOSES - A_SECOND, IntakeState.OPEN),
        (CLOSES, IntakeState.GRACE),
        (CLOSES + timedelta(minutes=30) - A_SECOND, IntakeState.GRACE),
        (CLOSES + timedelta(minutes=30), IntakeState.CLOSED),
    ],
)
def test_a_window_is_half_open_at_every_edge(at: datetime, state: IntakeState) -> None:
    assert WINDOW.state(at) is state


def test_without_grace_the_deadline_is_the_end() -> None:
    assert Window(OPENS, CLOSES).state(CLOSES) is IntakeState.CLOSED


@given(windows(), instants, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_time_only_leads_on(window: Window, at: datetime, later: timedelta) -> None:
    states = window.state(at), window.state(at + later)

    assert ORDER.index(states[0]) <= ORDER.index(states[1])


@given(windows(), instants)
def test_it_takes_applications_exactly_while_it_says_so(window: Window, at: datetime) -> None:
    takes = window.takes(at)

    assert takes is (window.state(at) in (IntakeState.OPEN, IntakeState.GRACE))
    if takes:
        on_time = window.timing(at) is Timing.ON_TIME
        assert on_time is (window.state(at) is IntakeState.OPEN)


@given(windows(), instants, instants)
def test_a_team_s_own_deadline_only_ever_gives_time(
    window: Window, at: datetime, until: datetime
) -> None:
    if window.takes(at):
        assert window.takes(at, until=until)
    extended = window.timing(at, extended_until=until)
    assert (extended is Timing.EXTENDED) is (window.closes_at <= at < until)


def test_what_comes_in_after_everything_is_late() -> None:
    assert WINDOW.timing(CLOSES + timedelta(days=2)) is Timing.LATE


@given(windows(), instants)
def test_the_countdown_promises_no_second_too_many(window: Window, at: datetime) -> None:
    lengths = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
    told = left(window.closes_at, at)
    seconds = sum(lengths[unit] * count for unit, count in told)
    really = (window.closes_at - at).total_seconds()

    assert seconds <= max(really, 0)
    assert all(count > 0 for _unit, count in told)
    assert (told == ()) is (really < 1)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "3 days 4 hours"), ("id", "3 hari 4 jam"), ("de", "3 Tage 4 Stunden")],
)
def test_time_left_is_said_in_each_language(language: str, said: str) -> None:
    with speaking(language):
        assert lasting(CLOSES, CLOSES - timedelta(days=3, hours=4, minutes=59)) == said


def test_one_of_each_is_singular_and_nothing_is_left_at_the_end() -> None:
    assert lasting(CLOSES, CLOSES - timedelta(days=1, hours=1)) == "1 day 1 hour"
    assert lasting(CLOSES, CLOSES - timedelta(minutes=2)) == "2 minutes"
    assert lasting(CLOSES, CLOSES) == ""


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("closes_at", OPENS, Problem.CLOSES_BEFORE_OPENING),
        ("grace_minutes", -1, Problem.GRACE_TOO_LONG),
        ("grace_minutes", 7 * 24 * 60 + 1, Problem.GRACE_TOO_LONG),
        ("decisions_on", date(2026, 12, 5), Problem.DECIDED_BEFORE_CLOSING),
        ("starts_on", date(2026, 12, 5), Problem.STARTS_BEFORE_CLOSING),
        ("ends_on", date(2027, 3, 1), Problem.ENDS_WITHOUT_START),
    ],
)
def test_dates_that_do_not_go_together_are_named(
    field: str, value: object, problem: Problem
) -> None:
    assert problems(replace(DATES, **{field: value}), "Asia/Jakarta") == {field: problem}  # type: ignore[arg-type]


def test_the_programme_lies_after_its_call_and_in_itself() -> None:
    whole = replace(DATES, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 11),
                    demo_day_at=datetime(2027, 1, 10, 3, tzinfo=UTC))  # fmt: skip

    assert problems(whole, "Asia/Jakarta") == {
        "ends_on": Problem.ENDS_BEFORE_START,
        "demo_day_at": Problem.DEMO_DAY_BEFORE_START,
    }


def test_the_day_of_the_deadline_is_the_one_in_the_zone() -> None:
    """16:59 UTC on the 6th is still the 6th in Jakarta, and the 7th in Auckland."""
    decided = replace(DATES, decisions_on=date(2026, 12, 6))

    assert problems(decided, "Asia/Jakarta") == {}
    assert list(problems(decided, "Pacific/Auckland")) == ["decisions_on"]


@pytest.mark.parametrize(
    ("change", "at", "takes"),
    [
        ({"closes_at": CLOSES - A_SECOND}, CLOSES - timedelta(days=3), True),
        ({"closes_at": CLOSES + A_SECOND}, CLOSES - timedelta(days=3), False),
        ({"grace_minutes": 29}, CLOSES - timedelta(days=3), True),
        ({"opens_at": CLOSES - timedelta(days=1)}, CLOSES - timedelta(days=3), True),
        ({"opens_at": OPENS + timedelta(days=1)}, OPENS - timedelta(days=3), False),
        ({"closes_at": CLOSES - timedelta(days=1)}, CLOSES + timedelta(days=1), False),
        ({"closes_at": CLOSES + timedelta(hours=1), "grace_minutes": 0},
         CLOSES - timedelta(days=1), False),
    ],
)  # fmt: skip
def test_who_counts_on_a_date_may_lose_time(
    change: dict[str, object], at: datetime, takes: bool
) -> None:
    assert takes_time_away(DATES, replace(DATES, **change), at=at) is takes  # type: ignore[arg-type]


@given(instants, st.integers(-400, 400), st.sampled_from(["Europe/Berlin", "Asia/Jakarta"]))
def test_a_copy_keeps_the_time_on_the_wall(opens: datetime, days: int, zone: str) -> None:
    dates = Dates(opens, opens + timedelta(days=30))

    moved = shifted(dates, days=days, zone=zone)

    wanted = to_wall(opens, zone) + timedelta(days=days)
    late = to_wall(moved.opens_at, zone) - wanted
    assert late in (timedelta(0), timedelta(hours=1)), "an hour where the clocks skip it"
    assert days_until(dates, to_wall(moved.opens_at, zone).date(), zone=zone) == days


def test_a_copy_into_the_hour_that_is_skipped_or_doubled_loses_nobody_any_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    opens = datetime(2026, 3, 28, 2, 30, tzinfo=berlin)
    closes = datetime(2026, 10, 24, 2, 30, tzinfo=berlin)

    moved = shifted(Dates(opens, closes), days=1, zone="Europe/Berlin")

    assert to_wall(moved.opens_at, "Europe/Berlin") == datetime(2026, 3, 29, 3, 30)
    assert moved.closes_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "the later of the two"


def test_words_are_tidied() -> None:
    assert clean_words({"en": " Hello\r\nyou\x00 ", "id": " ", "fr": "Salut"}) == {
        "en": "Hello\nyou"
    }
    with pytest.raises(ValueError, match="longer"):
        clean_words({"en": "x" * 11}, longest=10)


def test_lists_keep_what_is_whole() -> None:
    empty = {"question": {}, "answer": {}}
    whole = {"question": {"en": "Why?"}, "answer": {"de": "Darum."}}
    days = [{"on": "2027-02-01", "title": {"en": "B"}}, {"on": "2027-01-01", "title": {"en": "A"}},
            {"on": "", "title": {}}]  # fmt: skip

    assert clean_faq([whole, empty]) == [whole]
    assert [entry["title"]["en"] for entry in clean_timeline(days)] == ["A", "B"]
    for half in ({"question": {"en": "Why?"}}, {"answer": {"en": "So."}}):
        with pytest.raises(ValueError, match="belong together"):
            clean_faq([half])
    with pytest.raises(ValueError, match="a day"):
        clean_timeline([{"title": {"en": "Some day"}}])
    with pytest.raises(ValueError, match="more than"):
        clean_faq([whole] * 61)
