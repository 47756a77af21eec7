"""Who plays in a learner's story, the class that they find, and what of it is in English."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hub.core.database import db, transaction
from hub.core.facts import announce
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.learning.certificates.services.completing import set_rule
from hub.learning.classes.facts import ClassPublished
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.courses.models import CourseVersion
from hub.places import services as places
from tests.factories.learning import (
    TAIL,
    a_class_manager,
    a_class_session,
    a_course,
    a_lesson,
    a_quiz,
    a_run,
    an_enrolment,
    an_instructor,
    pool_of,
)
from tests.hub.accounts.stories import a_member
from tests.hub.learning.study.stories import an_assignment
from tests.journeys.intake_people import House, Person, Who
from tests.journeys.mail import Mail
from tests.journeys.reading import read
from tests.journeys.test_pages_as_text import is_english, kept_texts, translations

JAKARTA, TARAKAN = "Asia/Jakarta", "Asia/Makassar"
CLASS, SLUG = "Data terbuka untuk kota", "data-terbuka-jakarta"
LESSON, QUIZ, WORK = "Apa yang dihitung kota", "Cek lisensi", "Satu jalan"
BEGINS, LASTS = "2026-12-08T14:00", timedelta(minutes=90)
SITI = Who("Siti Rahmawati", "siti@tarakan.example", "id", TARAKAN, 390, is_new=True, touch=True)
DEWI = Who("Dewi Anggraini", "dewi@kota.example", "id", width=820)
BUDI = Who("Budi Santoso", "budi@hub.example", "id")
RULE = {
    "all": [{"attended": 70}, {"lessons": 100}, {"quiz": "all"}, {"assignment": "all"},
            {"feedback": True}]
}  # fmt: skip


class Reader(Person):
    """Somebody whose pages are kept as they were read, and who touches what they press on a
    phone."""

    def __init__(self, house: House, who: Who) -> None:
        super().__init__(house, who)
        self.read: dict[str, str] = {}

    def press(self, name: str, /, **values: Any) -> None:
        self._leaves_by(self._first("button", name, **values))

    def follow(self, name: str, /, **values: Any) -> None:
        self._leaves_by(self._first("link", name, **values))

    def _leaves_by(self, found: Any) -> None:
        """A touch does not wait for what comes of it, as a click does."""
        with self.page.expect_event("load"):
            self.touches(found)

    def touches(self, found: Any) -> None:
        found.tap() if self.who.touch else found.click()

    def picture(self, name: str) -> None:
        super().picture(name)
        self.read[f"{self.who.first} {name} {self.page.url}"] = self.page.content()

    def saves(self, name: str) -> bytes:
        """What the link of that name downloads."""
        with self.page.expect_download() as waiting:
            self.touches(self._first("link", name))
        return Path(waiting.value.path()).read_bytes()


@dataclass
class VideoRoom:
    """Somebody else's server: the way in leads here, and only the redirect says where it is."""

    url: str
    #: Path and Referer of whoever came.
    came: list[tuple[str, str | None]] = field(default_factory=list)


@contextmanager
def a_video_room(path: str = "/ruang-rahasia") -> Iterator[VideoRoom]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == path:
                room.came.append((self.path, self.headers.get("Referer")))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<h1>Ruang video</h1>")

        def log_message(self, *_said: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    room = VideoRoom(f"http://127.0.0.1:{server.server_address[1]}{path}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()


class Story:
    """`plain` is Siti before she has an app that runs scripts: the same telephone without them."""

    def __init__(self, house: House, room: VideoRoom) -> None:
        self.house, self.room = house, room
        self.begins = to_instant(datetime.fromisoformat(BEGINS), JAKARTA)
        self.run, self.session = furnish(self.begins, room=room)
        self.plain = Reader(house, replace(SITI, script=False))
        self.siti, self.dewi, self.budi = (Reader(house, who) for who in (SITI, DEWI, BUDI))
        self.employer = Reader(house, Who("Wira Kusuma", "wira@firma.example", "id", width=390,
                                          touch=True))  # fmt: skip
        self.number = ""

    @property
    def people(self) -> list[Reader]:
        return [self.plain, self.siti, self.dewi, self.budi, self.employer]

    def mail(self, person: Person) -> Mail:
        """The only one that has come since the last post."""
        (mail,) = self.house.post()
        assert person.who.email in str(mail.message["To"])
        return mail

    def english(self) -> list[str]:
        """What stood in English on pages and in mails, all of whose readers read Indonesian."""
        told = kept_texts()
        return sorted(
            {
                f"{each!r} on {where}"
                for where, shown in self._pages()
                for each in shown
                if sounds_english(each, told)
            }
        )

    def _pages(self) -> Iterator[tuple[str, list[str]]]:
        for person in self.people:
            for where, page in person.read.items():
                shown = read(page)
                assert shown.language == "id", where
                yield where, shown.words
        for mail in self.house.mails:
            yield f"mail {mail.subject}", [mail.subject, *read(mail.html).words]


def sounds_english(said: str, told: set[str]) -> bool:
    """`told` is what people have written, in whatever language."""
    parts = [part.strip() for part in said.strip("· ").split(" · ")]
    if said in told or all(part in told for part in parts):
        return False
    return is_english(said, translations("id"), same=True)


def furnish(begins: datetime, *, room: VideoRoom) -> tuple[ClassRun, ClassSession]:
    """A class with a single place, which Dewi has."""
    manager = a_class_manager(name="Maya Sari")
    course = a_course(
        slug="data-terbuka", made_by=manager, hours=6, topics=["open-data"],
        title=words("Open data for cities", CLASS, "Offene Daten für Städte"),
        summary=words("What a licence allows.", "Apa yang boleh dengan sebuah lisensi.",
                      "Was eine Lizenz erlaubt."),
    )  # fmt: skip
    fill(course.versions[-1])
    run = a_run(course, slug=SLUG, seats=1, language="id")
    session = a_class_session(
        run, TimeSlot(begins, begins + LASTS), provider_settings={"url": room.url}
    )
    an_instructor(run, account(BUDI))
    an_enrolment(run, account(DEWI))
    with transaction():
        terms = replace(TAIL, cutoff_at=begins - timedelta(hours=24))
        places.set_terms(pool_of(run), terms, by=None)
        set_rule(run, RULE, by=manager, number=0)
        announce(ClassPublished(run.id))
    db.session.rollback()
    return run, session


def fill(version: CourseVersion) -> None:
    """A lesson, a quiz with a question of each kind, and work to hand in."""
    a_lesson(
        version, key="hitung", minutes=10,
        title=words("What a city counts", LESSON, "Was eine Stadt zählt"),
        body=words("Cities **count** cars.", "Kota **menghitung** mobil, dan jarang pejalan kaki.",
                   "Städte **zählen** Autos."),
    )  # fmt: skip
    a_quiz(version, key="cek", questions=QUESTIONS,
           title=words("Check of licences", QUIZ, "Lizenzen"))  # fmt: skip
    an_assignment(
        version, key="jalan", position=9, title=words("One street", WORK, "Eine Straße"),
        brief=words("Write about it.", "Tulis tentang **satu** jalan di kota Anda.", "Schreib."),
        rubric=[
            {"id": "jelas", "title": words("Clear", "Kejelasan", "Klar"), "about": {}, "points": 4},
            {"id": "bukti", "title": words("Proof", "Bukti", "Belege"), "about": {}, "points": 6},
        ],
    )  # fmt: skip


def account(who: Who) -> Any:
    return a_member(name=who.name, email=who.email, language=who.language, zone=who.zone)


def words(english: str, indonesian: str, german: str) -> dict[str, str]:
    return {"en": english, "id": indonesian, "de": german}


def _alike(text: str) -> dict[str, str]:
    return words(text, text, text)


#: A decimal number is written with a comma in Indonesian.
RIGHT = {"dim": "enam", "buka": ["by", "odbl"], "empat": "0,25", "jam": "wita"}
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "dim", "kind": "single", "points": 1,
        "text": words("How many dimensions?", "Berapa dimensi kota cerdas?", "Wie viele?"),
        "options": [
            {"id": "enam", "text": words("Six", "Enam", "Sechs"), "correct": True},
            {"id": "tiga", "text": words("Three", "Tiga", "Drei"), "correct": False},
        ],
    },
    {
        "id": "buka", "kind": "multiple", "points": 2,
        "text": words("Which are open?", "Mana yang lisensi terbuka?", "Welche sind offen?"),
        "options": [
            {"id": "by", "text": _alike("CC BY 4.0"), "correct": True},
            {"id": "tidak", "text": words("None", "Hak cipta penuh", "Keine"), "correct": False},
            {"id": "odbl", "text": _alike("ODbL"), "correct": True},
        ],
    },
    {
        "id": "empat", "kind": "numeric", "points": 1, "answer": "0.25", "tolerance": "0.01",
        "text": words("One in four?", "Satu dari empat, sebagai desimal?", "Eins von vier?"),
    },
    {
        "id": "jam", "kind": "text", "points": 1, "accepted": ["WITA"],
        "text": words("Tarakan's time?", "Apa nama waktu di Tarakan?", "Tarakans Zeit?"),
    },
]  # fmt: skip
