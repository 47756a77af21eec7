"""What takes place every week, and what everybody has been waiting for."""

from dataclasses import dataclass
from datetime import date, timedelta

from booking.bookings.models import BookingKind
from hub.accounts.models import Role, User
from hub.demo.bookings.plan import Matter, Plan, When
from hub.demo.bookings.purposes import ACROSS
from hub.demo.people.accounts import CITY_OFFICER, INSTRUCTOR, KEEPERS, MENTOR
from hub.organisations.models import OrganisationKind

MON, TUE, WED, THU, FRI, SAT = range(6)
WORKDAYS = (MON, TUE, WED, THU, FRI)


@dataclass(frozen=True)
class Habit:
    """On these weekdays at that wall time (minutes after midnight), by a team or a person."""

    place: tuple[str, str]
    weekdays: tuple[int, ...]
    start: int
    length: int
    purpose: str
    people: int
    team: str = ""
    email: str = ""
    kind: BookingKind = BookingKind.BOOKING


def _at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


HABITS: tuple[Habit, ...] = (
    Habit(("jkt", "Forum B"), (THU,), _at(9), 120, "Kelas: menulis proposal hibah", 30,
          email=INSTRUCTOR, kind=BookingKind.CLASS),
    Habit(("jkt", "Forum B"), (TUE,), _at(13), 150, "Class: open data for beginners", 24,
          email=INSTRUCTOR, kind=BookingKind.CLASS),
    Habit(("jkt", "Maker lab"), (MON,), _at(16), 60, "Pengenalan alat untuk pemula", 8,
          email=INSTRUCTOR, kind=BookingKind.CLASS),
    Habit(("jkt", "Chao Phraya"), WORKDAYS, _at(9), 30, "Stand-up", 6, team="Warga Air"),
    Habit(("jkt", "Spree"), WORKDAYS, _at(9), 30, "Stand-up", 5, team="Angkot Tepat"),
    Habit(("jkt", "Ciliwung"), (MON,), _at(10), 60, "Rapat mingguan hub", 7,
          email=KEEPERS["jkt"]),
    Habit(("jkt", "Ciliwung"), (FRI,), _at(14), 90, "Programme team: the week ahead", 6,
          email="programme-manager@demo.example"),
    Habit(("jkt", "Studio"), (WED,), _at(14), 180, "Rekaman siniar", 4, team="Radio Halte"),
    Habit(("jkt", "Studio"), (FRI,), _at(9, 30), 120, "Rekaman berita", 3, team="Kabar Gang"),
    Habit(("jkt", "Forum A"), (WED,), _at(18), 120, "Malam belajar angka kota", 35,
          team="Forum Warga Berhitung", kind=BookingKind.EVENT),
    Habit(("jkt", "Maker lab"), (SAT,), _at(10), 180, "Perbaiki bersama", 10, team="Sahabat Kali"),
    Habit(("ber", "Ciliwungzimmer"), WORKDAYS, _at(9), 30, "Stand-up", 5,
          team="Stufenlos unterwegs"),
    Habit(("ber", "Panke"), (TUE,), _at(14), 120, "Kurs: Anträge schreiben", 10,
          email=KEEPERS["ber"], kind=BookingKind.CLASS),
    Habit(("bkk", "Khlong"), WORKDAYS, _at(9), 30, "Stand-up", 6, team="Rim Nam Figures"),
    Habit(("bkk", "Sala"), (WED,), _at(17), 120, "Open evening of the canals", 25,
          team="Walk Soi", kind=BookingKind.EVENT),
)  # fmt: skip

HALL, MICROPHONES = ("jkt", "Forum A+B"), ("jkt", "Wireless microphones")


def plan_occasions(plan: Plan) -> None:
    """Before anything else, so that nothing is in their way: dialogues and idea jams."""
    monday = plan.world.monday
    *before, thursday = full_days(plan)
    plan.firm_days.update({*before, thursday})
    _event(plan, When(thursday, _at(13), 300), purpose="Policy dialogue: open data", people=95)
    for day in before:
        _event(plan, When(day, _at(13), 300), purpose="Policy dialogue: clean air", people=80)
    _event(plan, When(monday - timedelta(weeks=3) + timedelta(days=WED), _at(15), 180),
           purpose="Halfway: Angkatan 2 shows what it has", people=80)  # fmt: skip
    for weeks, words in ((-2, "Idea jam: air bersih di gang"), (1, "Idea jam: trotoar yang ramah")):
        saturday = monday + timedelta(weeks=weeks, days=SAT)
        _event(plan, When(saturday, _at(9), 480), purpose=words, people=70)
    _event(plan, When(monday + timedelta(weeks=2, days=TUE), _at(9), 180),
           purpose="Peer-to-peer: Jakarta, Berlin, Bangkok", people=60)  # fmt: skip
    officer = plan.world.people[CITY_OFFICER]
    plan.put(("ber", "Panke"), When(thursday, _at(8), 180), matter=Matter(
        officer, "Politikdialog offene Daten, Übertragung aus Jakarta", 10,
        kind=BookingKind.EVENT, kept=True))  # fmt: skip


def full_days(plan: Plan) -> list[date]:
    """Thursday of this week, or the last open day before it, and from Friday on also the next
    week's: days on which nothing is left in Jakarta."""
    world = plan.world
    thursdays = [world.monday + timedelta(days=THU)]
    if world.today.weekday() > THU and len(world.amounts.weeks) > 1:
        thursdays.append(thursdays[0] + timedelta(weeks=1))
    return [_open_day(plan, day) for day in thursdays]


def plan_habits(plan: Plan) -> None:
    for day in plan.days():
        for habit in HABITS:
            if day.weekday() in habit.weekdays:
                _plan_habit(plan, habit, day=day)
        if day.weekday() in (TUE, THU):
            _mentor_sessions(plan, day)
        if day.weekday() in (MON, WED, THU):
            _call_across(plan, day)


def _plan_habit(plan: Plan, habit: Habit, *, day: date) -> None:
    person = _who(plan, habit)
    if person is None:
        return
    taught = habit.kind is BookingKind.CLASS
    matter = Matter(person, habit.purpose, habit.people, habit.team, habit.kind, kept=taught)
    plan.put(habit.place, When(day, habit.start, habit.length), matter=matter)


def _who(plan: Plan, habit: Habit) -> User | None:
    if habit.email:
        return plan.world.people[habit.email]
    members = plan.world.members.get(habit.team)
    return members[0] if members else None


def _event(plan: Plan, when: When, *, purpose: str, people: int) -> None:
    officer = plan.world.people[CITY_OFFICER]
    matter = Matter(officer, purpose, people, kind=BookingKind.EVENT, kept=True)
    if plan.put(HALL, when, matter=matter):
        plan.put(MICROPHONES, when, matter=Matter(officer, purpose, 6, kept=True))


def _mentor_sessions(plan: Plan, day: date) -> None:
    """In a world whose mentors and startups do not meet by themselves."""
    world = plan.world
    if world.amounts.history:
        return
    mentors = world.roles.get(Role.MENTOR) or [world.people[MENTOR]]
    startups = [
        name
        for name, organisation in sorted(world.organisations.items())
        if organisation.kind is OrganisationKind.STARTUP and organisation.city == "Jakarta"
    ]
    for hour in (10, 11):
        words = f"Mentoring: {world.rng.choice(startups)}"
        matter = Matter(world.rng.choice(mentors), words, 3, kind=BookingKind.SESSION)
        plan.put(("jkt", "Spree"), When(day, _at(hour), 60), matter=matter)


def _call_across(plan: Plan, day: date) -> None:
    """Late afternoon in Jakarta is morning in Berlin: one talk, a room at each end."""
    world = plan.world
    there = plan.diaries["ber"]
    when = When(day, _at(15, 30), 90)
    slot = plan.diaries["jkt"].slot(day, when.start, length=when.length)
    minutes = int((slot.start - there.instant(day, 0)).total_seconds()) // 60
    teams = {code: plan_team(plan, code) for code in ("jkt", "ber")}
    rooms = {"jkt": ("jkt", "Chao Phraya"), "ber": ("ber", "Panke")}
    starts = {"jkt": when.start, "ber": minutes}
    for code, room in rooms.items():
        team = teams[code]
        if team is not None:
            matter = Matter(world.members[team][0], ACROSS[code], 4, team)
            plan.put(room, When(day, starts[code], when.length), matter=matter)


def plan_team(plan: Plan, site_code: str) -> str | None:
    """The name of an organisation in the city of a site, drawn by lot."""
    world = plan.world
    city = world.sites[site_code].city
    names = sorted(name for name, one in world.organisations.items() if one.city == city)
    return world.rng.choice(names) if names else None


def _open_day(plan: Plan, day: date) -> date:
    """The day itself, or the last one before it on which the hub is open."""
    space = plan.spaces("jkt")[0]
    while not plan.diaries["jkt"].open_on(space, day) and day > plan.first:
        day -= timedelta(days=1)
    return day
