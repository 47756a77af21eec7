"""How long an offer stands: quiet hours lengthen it, whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.core.walltime import to_instant, to_wall
from hub.places.rules.terms import NIGHT
from hub.places.rules.windows import AWAKE, Quiet, before_cutoff, expiry, next_reminder

JAKARTA, BERLIN = "Asia/Jakarta", "Europe/Berlin"
HOUR = timedelta(hours=1)


def wall(text: str, zone: str = JAKARTA) -> datetime:
    return to_instant(datetime.fromisoformat(text), zone)


def ends(offered: str, hours: float, zone: str = JAKARTA, quiet: Quiet | None = NIGHT) -> str:
    end = expiry(wall(offered, zone), timedelta(hours=hours), zone=zone, quiet=quiet)
    return f"{to_wall(end, zone):%d %H:%M}"


def test_by_day_an_offer_stands_exactly_its_window():
    assert ends("2026-11-23T12:00", 48) == "25 12:00"
    assert ends("2026-11-23T07:00", 14) == "24 07:00"  # 21:00 is quiet already
    assert ends("2026-11-23T07:00", 13.9) == "23 20:54"


def test_an_offer_that_would_end_at_night_ends_in_the_morning():
    assert ends("2026-11-23T22:00", 48) == "26 07:00"
    assert ends("2026-11-23T03:00", 48) == "25 07:00"


def test_an_offer_of_the_evening_leaves_time_in_the_morning():
    assert ends("2026-11-23T20:50", 1) == "24 07:50"
    assert ends("2026-11-23T23:00", 1) == "24 08:00"
    assert ends("2026-11-23T20:00", 12) == "24 10:00"


def test_without_quiet_hours_the_window_is_the_window():
    assert ends("2026-11-23T22:00", 1, quiet=None) == "23 23:00"
    assert ends("2026-11-23T22:00", 1, quiet=Quiet(time(0), time(0))) == "23 23:00"


def test_quiet_hours_need_not_span_midnight():
    siesta = Quiet(time(12), time(14))

    assert ends("2026-11-23T11:30", 1, quiet=siesta) == "23 14:30"


def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is():
    """Berlin, 25 October 2026: 3:00 becomes 2:00; 28 March 2027: 2:00 becomes 3:00."""
    assert ends("2026-10-24T20:30", 1, zone=BERLIN) == "25 07:30"
    assert ends("2027-03-27T20:30", 1, zone=BERLIN) == "28 07:30"
    assert ends("2026-10-24T12:00", 48, zone=BERLIN) == "26 11:00"  # 48 real hours


def test_quiet_hours_that_end_where_the_clocks_change_take_the_longer_reading():
    twice = Quiet(time(21), time(2, 30))
    start = wall("2026-10-24T22:00", BERLIN)

    end = expiry(start, timedelta(minutes=5), zone=BERLIN, quiet=twice)

    assert end == datetime(2026, 10, 25, 1, 35, tzinfo=UTC)  # the second 2:30, and 5 minutes
    assert ends("2027-03-27T22:00", 0.5, zone=BERLIN, quiet=twice) == "28 04:00"


instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)
zones = st.sampled_from([JAKARTA, BERLIN, "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"])
windows = st.timedeltas(timedelta(minutes=5), timedelta(days=7))
hours = st.times().map(lambda t: t.replace(microsecond=0, second=0))
quiets = st.builds(Quiet, hours, hours)


@given(instants, windows, zones, quiets)
def test_quiet_hours_never_shorten_an_offer_and_none_ends_in_them(at, window, zone, quiet):
    end = expiry(at, window, zone=zone, quiet=quiet)

    assert end >= at + window
    if quiet.start != quiet.end:
        clock = to_wall(end, zone).time()
        inside = (
            quiet.start <= clock < quiet.end
            if quiet.start < quiet.end
            else clock >= quiet.start or clock < quiet.end
        )
        # Where the clocks go back, a time just after the quiet hours can look like one in them.
        assert not inside or expiry(end, timedelta(0), zone=zone, quiet=quiet) == end


@given(instants, windows, windows, zones)
def test_a_longer_window_never_ends_earlier(at, one, other, zone):
    shorter, longer = sorted((one, other))

    assert expiry(at, shorter, zone=zone, quiet=NIGHT) <= expiry(at, longer, zone=zone, quiet=NIGHT)


@given(instants, windows, zones)
def test_a_night_adds_no_more_than_a_night_and_the_hours_awake(at, window, zone):
    """Ten hours of quiet, eleven where the clocks go back."""
    end = expiry(at, window, zone=zone, quiet=NIGHT)

    assert end <= at + max(window, AWAKE) + 11 * HOUR


def test_the_cutoff_ends_an_offer_but_leaves_an_hour():
    at, window = wall("2026-11-23T12:00"), 48 * HOUR
    end = at + window

    def cut(cutoff, window=window):
        return before_cutoff(end, offered_at=at, cutoff=cutoff, window=window) - at

    assert cut(None) == window
    assert cut(at + 5 * HOUR) == 5 * HOUR
    assert cut(at + timedelta(minutes=1)) == HOUR
    assert cut(at + timedelta(minutes=1), window=HOUR / 4) == HOUR / 4


def test_reminders_come_in_their_order_and_those_of_long_ago_not_at_all():
    end, leads = wall("2026-11-25T12:00"), [48 * HOUR, 24 * HOUR]

    assert next_reminder(end, leads, after=end - 60 * HOUR) == end - 48 * HOUR
    assert next_reminder(end, leads, after=end - 48 * HOUR) == end - 24 * HOUR
    assert next_reminder(end, leads, after=end - HOUR) is None
    assert next_reminder(end, [], after=end - 60 * HOUR) is None
