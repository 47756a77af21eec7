"""The classes of the demo, written down before anything is made."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from hub.core.money import Money
from hub.demo.learning.supporters import DIMAS, ESTER, FRANKA, PIMCHANOK, WULANDARI, YOSUA
from hub.demo.people.accounts import (
    BANGKOK,
    BERLIN,
    CITY_OFFICER,
    FOUNDER,
    FOUNDER_IN_COHORT,
    INSTRUCTOR,
    JAKARTA,
    KEEPERS,
    LEARNER,
)
from hub.learning.classes.models import Entry, Mode
from hub.learning.classes.rules.audience import EVERYBODY, Audience
from hub.organisations.models import OrganisationKind

FREE = Money(0, "IDR")
#: What completes a class, where it is not as in all classes.
SHOWN = {"all": [{"attended": 70}, {"any": [{"quiz": "all"}, {"assignment": "all"}]}]}
READ = {"all": [{"attended": 70}, {"lessons": 75}, {"quiz": "all"}]}
TRAINED = {"all": [{"attended": 70}, {"quiz": "all"}, {"assignment": "all"}]}
TARAKAN = "Kantor Data Kota Tarakan"
SUPPORTERS = Audience(organisation_kinds=(OrganisationKind.SUPPORT.value,))
NARI, THEA = "reviewer@demo.example", KEEPERS["ber"]


class Register(StrEnum):
    """How it is seen who was there."""

    CODE = "code"
    LIST = "list"
    REPORT = "report"


@dataclass(frozen=True)
class When:
    """Weeks from this one, the weekday of the first session (0 is Monday), its wall time in the
    zone of the class, and how often, a week apart. No week: around the next change of clocks in
    Berlin."""

    week: int | None
    weekday: int
    at: str
    minutes: int
    times: int

    @property
    def time(self) -> time:
        return time.fromisoformat(self.at)


@dataclass(frozen=True)
class RunSketch:
    """`published` is in days from today. `learners` are addresses, and organisations, whose first
    person it is. `space`: site code and name. `gone`: who comes no more from which session on,
    counted from 0. `rule`: what completes it; None: as in all classes."""

    key: str
    course: str
    published: int
    when: When
    seats: int
    learners: tuple[str, ...]
    instructor: str = INSTRUCTOR
    title: str = "bagus"
    about: str = ""
    mode: Mode = Mode.ONLINE
    language: str = "id"
    zone: str = JAKARTA
    space: tuple[str, str] | None = None
    entry: Entry = Entry.OPEN
    audience: Audience = EVERYBODY
    price: Money = FREE
    register: Register = Register.REPORT
    gone: tuple[tuple[str, int], ...] = ()
    rule: dict[str, Any] | None = None

    @property
    def end_time(self) -> str:
        hours, minutes = map(int, self.when.at.split(":"))
        end = hours * 60 + minutes + self.when.minutes
        return f"{end // 60:02}:{end % 60:02}"


PITCHING = RunSketch(
    "pitching", "pitching-to-a-city", -185, When(-22, 3, "14:00", 120, 2), 16,
    (FOUNDER, FOUNDER_IN_COHORT, "Jalan Pintar", "Payung Kali", "Sapa Sampah", "Teduh Kota",
     "Antre Nyaman", "Roda Tetangga"),
    about="pitching", mode=Mode.IN_SPACE, space=("jkt", "Forum A"), register=Register.CODE,
    rule=SHOWN,
)  # fmt: skip
SMART_CITY = RunSketch(
    "smart-city", "smart-city", -120, When(-14, 1, "10:00", 90, 4), 30,
    (LEARNER, CITY_OFFICER, "Balai Mobilitas Kota", "Unit Siaga Banjir Kota",
     "Office for an Open Bangkok", "Universitas Muara Jakarta", "Forum Warga Berhitung"),
    rule=READ,
)  # fmt: skip
FIRST_TRAINING = RunSketch(
    "training", "supporting-startups", -75, When(-8, 4, "14:00", 120, 2), 12,
    ("Tunas Kota", "Ruang Sulam", "Rim Khlong Launch", "Gründerhof Panke", "Werkbank Südkreis",
     WULANDARI.email, "Kiezgründer", YOSUA.email, FRANKA.email, DIMAS.email, PIMCHANOK.email,
     ESTER.email),
    about="supporting", instructor=NARI, title="nari", language="en", audience=SUPPORTERS,
    register=Register.LIST, rule=TRAINED,
)  # fmt: skip
URBAN_DATA = RunSketch(
    "urban-data", "urban-data", -45, When(-2, 1, "19:00", 90, 5), 12,
    (LEARNER, "Gehwegfreunde", "Soi Seed", "Stadtamt für digitale Dienste", "Kali Bercerita",
     "Gerobak Peta", "Radio Halte", "Walk Soi", "Referat Lebenswerte Stadt"),
    about="urban-data", language="en", gone=(("Radio Halte", 1), ("Walk Soi", 0)),
)  # fmt: skip
SERVICE_DESIGN = RunSketch(
    "service-design", "service-design", -40, When(-1, 1, "10:00", 120, 3), 12,
    ("Wegweiser Amt", "Hinterhofstrom", "Lotte lädt auf", "Stadtnotiz", "Kiezgründer",
     "Stadtamt für digitale Dienste"),
    about="service-design", instructor=THEA, title="berlin", mode=Mode.HYBRID, language="de",
    zone=BERLIN, space=("ber", "Panke"), register=Register.LIST,
)  # fmt: skip
LICENCES = RunSketch(
    "licences", "open-data-licences", -20, When(2, 2, "19:30", 90, 2), 7,
    ("Jaga Udara Gang", "Peta Tanah Lunak", "Cermin Anggaran", "Office for an Open Bangkok",
     "Regentonne Neun", "Sumur Kita",  # and those who wait:
     "Meja Warga", "Suara Trotoar", "Hujan Simpan", "Soi Post", "Wärmekarte Nord", "Kabar Gang",
     "Titik Kumpul", LEARNER, "Spreefilter", "Garis Pantai Kita", "Langkah Rata", "Halo Lurah"),
    language="en",
)  # fmt: skip
GRANTS = RunSketch(
    "grants", "grant-writing", -15, When(3, 3, "13:00", 120, 2), 10,
    ("Atap Hijau Bersama", "Spreefilter", "Balai Mobilitas Kota", "Botol Pulang",
     "Kompos Naik", "Teduh Kota"),
    about="grants", entry=Entry.APPROVAL,
)  # fmt: skip
PILOTS = RunSketch(
    "pilots", "running-a-pilot", -12, When(4, 0, "16:00", 120, 2), 10,
    (FOUNDER_IN_COHORT, "Jalan Pintar", "Roda Tetangga"), about="pilots", entry=Entry.KEY,
)  # fmt: skip
TRAINING = RunSketch(
    "training-2", "supporting-startups", -10, When(5, 2, "09:00", 120, 2), 20,
    ("coordinator@demo.example", "Akar Usaha", "Lentera Rintisan", "Taman Gagasan"),
    about="supporting", audience=SUPPORTERS, rule=TRAINED,
)  # fmt: skip
PAID = RunSketch(
    "pitching-2", "pitching-to-a-city", -16, When(3, 4, "13:30", 180, 1), 20,
    ("Subuh ke Pasar", "Surat Gampang", "Parkir Lega"),
    about="pitching", mode=Mode.IN_SPACE, space=("jkt", "Forum A"), price=Money(35_000_000, "IDR"),
    register=Register.CODE,
)  # fmt: skip
CANCELLED = RunSketch(
    "smart-city-2", "smart-city", -30, When(1, 3, "15:00", 90, 2), 20,
    ("Soi Seed", "Rim Nam University"), instructor=NARI, title="nari", language="en", zone=BANGKOK,
)  # fmt: skip
ACROSS_CLOCKS = RunSketch(
    "smart-city-3", "smart-city", -5, When(None, 1, "15:00", 90, 4), 30,
    ("Soi Seed", "Rim Nam University", "Hochschule an der Panke", YOSUA.email),
    about="smart-city", instructor=NARI, title="nari", language="en", rule=READ,
)  # fmt: skip
RUNS = (PITCHING, SMART_CITY, FIRST_TRAINING, URBAN_DATA, SERVICE_DESIGN, LICENCES, GRANTS, PILOTS,
        TRAINING, PAID, CANCELLED, ACROSS_CLOCKS)  # fmt: skip
#: A small world has this one alone.
SMALL = RunSketch(
    "first-class", "urban-data", -6, When(1, 1, "19:00", 90, 3), 12,
    (LEARNER, CITY_OFFICER, FOUNDER), about="urban-data", language="en",
)  # fmt: skip
