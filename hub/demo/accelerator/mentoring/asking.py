"""What startups need, when they have time, and whom both sides would rather have, or not."""

import re
from random import Random

from accelerator.conflicts.services import declare
from accelerator.mentors.services import Need, rank, say_needs, set_week, veto
from accelerator.mentors.services.wishing import Teller, Wish
from accelerator.vocabulary.terms import ConflictKind
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.mentoring.people import LOCKED, TEXTS, Mentors, usual_week
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of

LONGEST = 300
#: In wall times of a team's city, by turns; in Berlin, where mornings are Jakarta's afternoons,
#: another one.
WEEKS = (
    "Mon 09:00-12:00, Tue 13:00-18:00, Wed 13:00-17:00, Thu 13:00-18:00, Fri 13:30-17:00",
    "Mon 13:00-18:00, Tue 09:00-17:00, Thu 09:00-12:00, Thu 14:00-18:00",
    "Tue 13:00-18:00, Wed 09:00-17:00, Thu 13:00-18:00, Fri 14:00-17:00, Sat 09:00-11:00",
)
BERLIN_WEEK = "Mon 08:00-12:00, Tue 08:00-13:00, Wed 08:00-12:00, Thu 14:00-18:00, Fri 09:00-12:00"
#: Of a hundred: Indonesian teams that also work in English; teams and mentors that rank.
BILINGUAL_PERCENT, TEAMS_RANK_PERCENT, MENTORS_RANK_PERCENT = 70, 85, 60
#: (mentor, kind) who have a conflict with the team at these places of the list.
CONFLICTS = {
    3: ("Retno Palupi", ConflictKind.ADVISER, "conflict-adviser"),
    12: ("Bambang Sulistyo", ConflictKind.CLIENT, "conflict-client"),
}
#: Who rules out whom: places of teams, names of mentors.
TEAMS_VETO = {5: "Teddy Kurniawan", 10: "Jochen Radtke"}
MENTORS_VETO = {7: "Fransiska Manurung", 15: "Hendra Gunadi"}


class Asking:
    """`teams` of the intake that take part, in the order in which they were chosen."""

    def __init__(self, intake: Intake, teams: list[Team], *, mentors: Mentors) -> None:
        self.intake, self.teams, self.mentors = intake, teams, mentors
        self.topics: dict[str, list[str]] = {}

    def need(self, place: int) -> None:
        """One team says it all at once."""
        team = self.teams[place]
        rng = _rng(team.name)
        week = BERLIN_WEEK if team.city.country == "DE" else WEEKS[place % len(WEEKS)]
        topics = self._topics(team, rng)
        self.topics[team.name] = topics
        wish = Wish(
            needs=tuple(Need(topic, _sentence(team, topic)) for topic in topics),
            languages=languages(team),
            least=1 if place % 6 == 4 else None,
            most=2 if place % 6 == 4 else None,
        )
        person = team.its_owner
        with by_hand_of(person):
            set_week(team.its_startup, usual_week(week, zone=team.city.zone), by=person, version=0)
            say_needs(self.intake.cohort, team.its_startup, wish=wish, by=person)

    def wish_for_mentors(self, place: int) -> None:
        """Those who know what the team needs, in an order of its own."""
        team = self.teams[place]
        rng, person = _rng(f"{team.name}:wishes"), team.its_owner
        teller = Teller(self.intake.cohort, startup=team.its_startup)
        never = self.mentors.by_name.get(TEAMS_VETO.get(place, ""))
        with by_hand_of(person):
            if never is not None:
                note = read(TEXTS)["said"]["veto-startup"]
                veto(teller, never.id, by=person, note=note)
            if rng.randrange(100) < TEAMS_RANK_PERCENT or team.name in LOCKED:
                names = self._knowing(team, rng)
                ids = [self.mentors.by_name[name].id for name in names if never is None
                       or self.mentors.by_name[name] is not never]  # fmt: skip
                rank(teller, ids[: rng.randint(3, 5)], by=person)

    def wish_for_teams(self, name: str) -> None:
        """A mentor's order of the teams that work on what they know."""
        mentor = self.mentors.by_name[name]
        rng = _rng(f"{name}:wishes")
        teller = Teller(self.intake.cohort, mentor=mentor)
        never = [self.teams[place] for place, who in MENTORS_VETO.items() if who == name]
        apart = [self.teams[place] for place, (who, *_rest) in CONFLICTS.items() if who == name]
        with by_hand_of(mentor.user):
            for team in never:
                note = read(TEXTS)["said"]["veto-mentor"]
                veto(teller, team.its_startup.id, by=mentor.user, note=note)
            if rng.randrange(100) < MENTORS_RANK_PERCENT or name in LOCKED:
                near = [team for team in self.teams if team not in never and team not in apart
                        and team.venture.sector.value in mentor.sectors]  # fmt: skip
                chosen = rng.sample(near, min(3, len(near)))
                rank(teller, [team.its_startup.id for team in chosen], by=mentor.user)

    def declare_conflicts(self) -> None:
        for place, (name, kind, text) in CONFLICTS.items():
            person, startup = self.mentors.by_name[name].user, self.teams[place].its_startup
            with by_hand_of(person):
                declare(person, startup, kind=kind, note=read(TEXTS)["said"][text], by=person)

    def _topics(self, team: Team, rng: Random) -> list[str]:
        first, second, *rest = read(TEXTS)["topics"][team.venture.sector.value]
        later = read(TEXTS)["stages"][team.stage.value]
        found = dict.fromkeys([first, second, rng.choice(rest), rng.choice(later)])
        return list(found)

    def _knowing(self, team: Team, rng: Random) -> list[str]:
        """The names of mentors who know something of it and share a language, best first."""
        wanted, spoken = self.topics[team.name], set(languages(team))
        marks = {
            name: len(set(wanted) & set(mentor.topics)) * 2
            + (team.venture.sector.value in mentor.sectors)
            + 1.2 * rng.random()
            for name, mentor in self.mentors.by_name.items()
            if spoken & set(mentor.languages)
        }
        return sorted(marks, key=lambda name: (-marks[name], name))


def languages(team: Team) -> tuple[str, ...]:
    """In which a team works with a mentor."""
    rng = _rng(f"{team.name}:languages")
    if team.language == "de":
        return ("de", "en")
    if team.language == "id":
        return ("id", "en") if rng.randrange(100) < BILINGUAL_PERCENT else ("id",)
    also = {"ID": ("id",), "TH": ("th",), "DE": ("de",)}[team.city.country]
    return ("en", *also)


def _sentence(team: Team, topic: str) -> str:
    words = team.venture.words
    gaps = words | {name.capitalize(): word[:1].upper() + word[1:] for name, word in words.items()}
    text: str = read(TEXTS)["needs"][team.language][topic]
    return re.sub(r"\{(\w+)\}", lambda gap: gaps[gap[1]], text)[:LONGEST]


def _rng(name: str) -> Random:
    return Random(f"mentoring:{name}")  # noqa: S311 - not for secrets
