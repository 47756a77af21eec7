"""How numbers, money, days and times are written, in the language now spoken."""

from datetime import UTC, date, datetime, time

from babel import dates, numbers

from hub.core.i18n import language, locale
from hub.core.money import SHOWN_DECIMALS, SYMBOLS, Money
from hub.core.walltime import to_wall, zone_name


def number(value: int | float) -> str:
    """13,000 · 13.000"""
    return numbers.format_decimal(value, locale=locale())


def money(amount: Money) -> str:
    """Rp 150,000 · Rp 150.000 · 150.000 Rp; with the cents where people use them."""
    decimals = SHOWN_DECIMALS.get(amount.currency, 2)
    value = abs(amount.minor) / 100 if decimals else round(abs(amount.minor) / 100)
    pattern = "#,##0.00" if decimals else "#,##0"
    digits = numbers.format_decimal(value, format=pattern, locale=locale())
    symbol = SYMBOLS.get(amount.currency, amount.currency)
    text = f"{digits} {symbol}" if language() == "de" else f"{symbol} {digits}"
    return f"−{text}" if amount.minor < 0 else text


def day(value: date | datetime, zone: str | None = None, *, form: str = "EEE d MMM y") -> str:
    """Thu 26 Nov 2026 · Kam 26 Nov 2026 · Do. 26. Nov. 2026; of an instant, in its zone."""
    if isinstance(value, datetime) and zone:
        value = to_wall(value, zone)
    if language() == "de":
        form = form.replace("d MMM", "d. MMM")
    return dates.format_date(value, format=form, locale=locale())


def long_day(value: date | datetime, zone: str | None = None) -> str:
    """Thursday 26 November 2026 · Kamis, 26 November 2026 · Donnerstag, 26. November 2026"""
    comma = "" if language() == "en" else ","
    return day(value, zone, form=f"EEEE{comma} d MMMM y")


def clock(instant: datetime, zone: str, *, named: bool = False) -> str:
    """14:30 · 14.30, with `named` 14:30 WIB."""
    text = hour(to_wall(instant, zone).time())
    return f"{text} {zone_name(instant, zone, language=language())}" if named else text


def hour(at: time | str) -> str:
    """14:30 · 14.30; of a time on some wall, without a zone."""
    at = time.fromisoformat(at) if isinstance(at, str) else at
    return f"{at.hour:02}{'.' if language() == 'id' else ':'}{at.minute:02}"


def wall(at: datetime) -> str:
    """Thu 26 Nov 2026, 14:30; of a day and time that may not exist in any zone."""
    return f"{day(at)}, {hour(at.time())}"


def moment(instant: datetime, zone: str) -> str:
    """Thu 26 Nov 2026, 14:30 WIB"""
    return f"{day(instant, zone)}, {clock(instant, zone, named=True)}"


def span(start: datetime, end: datetime, zone: str) -> str:
    """14:30–16:30 WIB, with the second day named where the span crosses midnight."""
    if to_wall(start, zone).date() == to_wall(end, zone).date():
        return f"{clock(start, zone)}–{clock(end, zone, named=True)}"
    last = day(end, zone, form="EEE d MMM")
    return f"{clock(start, zone)} – {last} {clock(end, zone, named=True)}"


def called_zone(instant: datetime | date, zone: str) -> str:
    """WIB; of a day, what the zone is called at its noon."""
    if not isinstance(instant, datetime):
        instant = datetime.combine(instant, time(12), UTC)
    return zone_name(instant, zone, language=language())
