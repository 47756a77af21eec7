"""The hubs in Berlin and Bangkok."""

from booking.spaces.models import SpaceKind as Kind
from hub.demo.places.sketches import (
    Lengths,
    LevelSketch,
    Margins,
    SiteSketch,
    SpaceSketch,
    hours,
)

_EG, _FLOOR_3 = "Erdgeschoss", "Floor 3"

BERLIN = SiteSketch(
    code="ber",
    name="Future City Hub Berlin",
    city="Berlin",
    zone="Europe/Berlin",
    currency="EUR",
    holiday_calendar="DE-BE",
    address="Am Nachbarufer 7, Berlin",
    hours=(*hours(range(5), opens=8, closes=20), *hours(range(5, 6), opens=10, closes=18)),
    levels=(LevelSketch(_EG, 620, 182),),
    spaces=(
        SpaceSketch(
            "Panke", Kind.ROOM, 12, rate=30, level=_EG, box=(16, 16, 180, 150),
            equipment=("screen", "camera", "whiteboard"), margins=Margins(buffer=15),
        ),
        SpaceSketch(
            "Ciliwungzimmer", Kind.ROOM, 6, rate=20, level=_EG, box=(202, 16, 140, 150),
            equipment=("screen", "camera", "step-free"),
        ),
        SpaceSketch(
            "Makerspace", Kind.LAB, 16, rate=45, level=_EG, box=(348, 16, 256, 74),
            about="Holz, Elektronik, 3D-Druck. Wer zum ersten Mal kommt, macht die Einweisung mit.",
            equipment=("3d-printer", "laser-cutter", "soldering"),
            lengths=Lengths(60, 720, 60),
        ),
        SpaceSketch(
            "Arbeitstische", Kind.DESK_AREA, 14, level=_EG, box=(348, 96, 256, 70), places=14,
            about="Freie Platzwahl.", equipment=("power",), lengths=Lengths(60, 720),
        ),
    ),
)  # fmt: skip

BANGKOK = SiteSketch(
    code="bkk",
    name="Future City Hub Bangkok",
    city="Bangkok",
    zone="Asia/Bangkok",
    currency="THB",
    holiday_calendar="TH",
    address="88 Soi Rim Nam, Bangkok",
    hours=hours(range(6), opens=8, closes=20),
    levels=(LevelSketch(_FLOOR_3, 560, 182),),
    spaces=(
        SpaceSketch(
            "Khlong", Kind.ROOM, 10, rate=400, level=_FLOOR_3, box=(16, 16, 200, 150),
            equipment=("screen", "camera", "whiteboard"),
        ),
        SpaceSketch(
            "Sala", Kind.HALL, 45, rate=1_200, level=_FLOOR_3, box=(222, 16, 322, 74),
            about="Opens to the terrace.", equipment=("projector", "sound", "step-free"),
            margins=Margins(setup=15, cleanup=15), lengths=Lengths(60, 600, 60),
        ),
        SpaceSketch(
            "Shared tables", Kind.DESK_AREA, 16, level=_FLOOR_3, box=(222, 96, 322, 70), places=16,
            equipment=("power",), lengths=Lengths(60, 720),
        ),
    ),
)  # fmt: skip
