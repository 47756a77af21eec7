"""A large site with two hundred spaces on ten levels."""

from booking.spaces.models import SpaceKind
from hub.demo.places.sketches import Lengths, LevelSketch, SiteSketch, SpaceSketch, hours
from hub.demo.sizes import CITY_SPACES

CODE = "kota"
ON_A_LEVEL = 20
SEATS = 24


def city_site(spaces: int = CITY_SPACES) -> SiteSketch:
    levels = -(-spaces // ON_A_LEVEL)
    return SiteSketch(
        code=CODE,
        name="Rumah Warga, two hundred rooms",
        city="Jakarta Utara",
        zone="Asia/Jakarta",
        currency="IDR",
        holiday_calendar="ID",
        address="Jalan Pesisir Raya 1, Jakarta Utara",
        hours=hours(range(7), opens=7, closes=22),
        levels=tuple(LevelSketch(_level(number), 920, 400) for number in range(levels)),
        spaces=tuple(_space(number) for number in range(spaces)),
    )


def _level(number: int) -> str:
    return f"Level {number + 1}"


def _space(number: int) -> SpaceSketch:
    """Of each twenty one is a desk area, one a hall that joins two rooms, the others are rooms."""
    level, place = divmod(number, ON_A_LEVEL)
    box = (16 + place % 5 * 178, 16 + place // 5 * 96, 170, 88)
    if place == 0:
        return SpaceSketch(
            f"Desks {level + 1}", SpaceKind.DESK_AREA, SEATS, level=_level(level), box=box,
            places=SEATS, lengths=Lengths(60, 780),
        )  # fmt: skip
    if place == ON_A_LEVEL - 1:
        joined = (_room(level, 1), _room(level, 2))
        return SpaceSketch(
            f"Hall {level + 1}", SpaceKind.HALL, 40, rate=500_000, level=_level(level),
            units=joined, equipment=("projector", "sound"),
        )  # fmt: skip
    return SpaceSketch(
        _room(level, place), SpaceKind.ROOM, 4 + place, rate=100_000, level=_level(level),
        box=box, equipment=("screen", "whiteboard")[: 1 + place % 2],
    )  # fmt: skip


def _room(level: int, place: int) -> str:
    return f"Room {level + 1}.{place:02}"
