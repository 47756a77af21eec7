"""The hub in Jakarta: fourteen spaces on two levels."""

from booking.spaces.models import SpaceKind as Kind
from hub.demo.places.sketches import (
    Lengths,
    LevelSketch,
    Margins,
    SiteSketch,
    SpaceSketch,
    hours,
)

LEVEL_1, LEVEL_2 = "Level 1", "Level 2"
_FORUM = Margins(setup=15, cleanup=15)

_HALLS = (
    SpaceSketch(
        "Forum A", Kind.HALL, 60, rate=900_000, level=LEVEL_2, box=(16, 16, 250, 150),
        about="The larger half of the forum, with a stage. The wall to Forum B opens.",
        equipment=("projector", "sound", "stage", "microphones", "step-free"),
        margins=_FORUM, lengths=Lengths(60, 720, 60),
    ),
    SpaceSketch(
        "Forum B", Kind.HALL, 40, rate=650_000, level=LEVEL_2, box=(272, 16, 170, 150),
        about="The smaller half of the forum. The wall to Forum A opens.",
        equipment=("projector", "sound", "whiteboard", "step-free"),
        margins=_FORUM, lengths=Lengths(60, 720, 60),
    ),
    SpaceSketch(
        "Forum A+B", Kind.HALL, 110, rate=1_500_000, level=LEVEL_2, units=("Forum A", "Forum B"),
        about="Both halves of the forum as one hall, for dialogues, demo days and idea jams.",
        equipment=("projector", "sound", "stage", "microphones", "camera", "step-free"),
        margins=Margins(setup=30, cleanup=30), lengths=Lengths(120, 840, 1440),
    ),
)  # fmt: skip

_ROOMS = (
    SpaceSketch(
        "Ciliwung", Kind.ROOM, 10, rate=150_000, level=LEVEL_2, box=(456, 16, 150, 150),
        about="The room for calls with the other cities.",
        equipment=("screen", "camera", "whiteboard"), margins=Margins(buffer=15),
    ),
    SpaceSketch(
        "Spree", Kind.ROOM, 8, rate=125_000, level=LEVEL_2, box=(612, 16, 140, 150),
        equipment=("screen", "whiteboard"),
    ),
    SpaceSketch(
        "Chao Phraya", Kind.ROOM, 8, rate=125_000, level=LEVEL_2, box=(758, 16, 146, 150),
        equipment=("screen", "camera"),
    ),
    SpaceSketch(
        "Co-working floor", Kind.DESK_AREA, 32, level=LEVEL_2, box=(16, 208, 330, 76), places=32,
        about="Any free seat. Free of charge for members of the network.",
        equipment=("power",), lengths=Lengths(60, 780),
    ),
    SpaceSketch(
        "Studio", Kind.STUDIO, 6, rate=350_000, level=LEVEL_2, box=(352, 208, 130, 76),
        about="Sound-proof, with two cameras. Somebody of the hub helps to set up.",
        equipment=("recording", "lights", "microphones"), margins=Margins(15, 15),
        lengths=Lengths(60, 480, 120),
    ),
    SpaceSketch(
        "Booth 1", Kind.ROOM, 1, rate=75_000, level=LEVEL_2, box=(488, 208, 96, 76),
        equipment=("power",), lengths=Lengths(30, 180),
    ),
    SpaceSketch(
        "Booth 2", Kind.ROOM, 1, rate=75_000, level=LEVEL_2, box=(590, 208, 96, 76),
        equipment=("power",), lengths=Lengths(30, 180),
    ),
    SpaceSketch(
        "Maker lab", Kind.LAB, 12, rate=250_000, level=LEVEL_2, box=(692, 208, 212, 76),
        about="3D printer, laser cutter, benches. Who comes for the first time takes part in an "
        "induction (Mondays at 16:00, 45 minutes).",
        equipment=("3d-printer", "laser-cutter", "soldering"), margins=Margins(cleanup=15),
        lengths=Lengths(60, 480, 60), hours=hours(range(7), opens=9, closes=20),
    ),
)  # fmt: skip

_GROUND = (
    SpaceSketch(
        "Window desk 1", Kind.DESK, 1, rate=75_000, level=LEVEL_1, box=(456, 20, 140, 76),
        about="A desk of one's own for the day, by the garden.",
        equipment=("power", "monitor"), lengths=Lengths(60, 780),
    ),
    SpaceSketch(
        "Window desk 2", Kind.DESK, 1, rate=75_000, level=LEVEL_1, box=(612, 20, 140, 76),
        about="A desk of one's own for the day, by the door.",
        equipment=("power", "monitor", "step-free"), lengths=Lengths(60, 780),
    ),
    SpaceSketch(
        "Wireless microphones", Kind.EQUIPMENT, 8, rate=75_000, level=LEVEL_1,
        box=(16, 20, 250, 76), places=8,
        about="Eight of them, charged, at the front desk. The number of people is the number of "
        "microphones.", lengths=Lengths(30, 720),
    ),
)  # fmt: skip

JAKARTA = SiteSketch(
    code="jkt",
    name="Future City Hub Jakarta",
    city="Jakarta",
    zone="Asia/Jakarta",
    currency="IDR",
    holiday_calendar="ID",
    address="Jalan Teluk Terang 14, Jakarta Pusat",
    hours=(*hours(range(5), opens=7, closes=22), *hours(range(5, 7), opens=8, closes=20)),
    levels=(
        # The upper floor first, as on the board beside a lift: most people want a room.
        LevelSketch(LEVEL_2, 920, 300, folds=((269, 30, 269, 150),)),
        LevelSketch(LEVEL_1, 770, 116),
    ),
    spaces=(*_HALLS, *_ROOMS, *_GROUND),
)
