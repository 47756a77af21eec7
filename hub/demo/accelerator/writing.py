"""What teams write: answers to the ready-made forms, woven of a venture's words."""

import re
from random import Random
from typing import Any

from accelerator.vocabulary.terms import Stage
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import phrases
from hub.demo.people.making import slug
from hub.demo.people.names import CUSTOMS

Answers = dict[str, Any]
HOPES = ("mentors", "city", "customers", "money", "space", "peers")
NEEDS = ("place", "data", "permit", "people", "power")
ROLES = {
    "en": ("Founder, product", "Founder, engineering", "Field work", "Sales"),
    "id": ("Pendiri, produk", "Pendiri, teknik", "Lapangan", "Penjualan"),
    "de": ("Gründerin, Produkt", "Gründer, Technik", "Vor Ort", "Vertrieb"),
}
CURRENCIES = {"ID": "IDR", "DE": "EUR", "TH": "THB"}
#: What a small sum is, in minor units.
SMALL = {"IDR": 1_000_000_00, "EUR": 60_00, "THB": 2_000_00}
EARNING = (Stage.REVENUE, Stage.GROWTH)


def gate_answers(team: Team, *, form: str) -> Answers:
    if form == "pilot_call":
        return {"running": "yes", "answerable": "yes"}
    rng = team.rng
    return {
        "city_problem": "yes",
        "stage": team.stage.value,
        "country": team.city.country,
        "time_on_it": "under-1" if team.stage is Stage.PROTOTYPE else rng.choice(["1-3", "3-7"]),
        "can_attend": "yes" if team.quality > 0.2 else rng.choice(["yes", "one"]),
    }


def answers(team: Team, *, form: str) -> Answers:
    """All of a form, the gate included."""
    written = pilot_answers(team) if form == "pilot_call" else long_answers(team)
    return gate_answers(team, form=form) | written


def long_answers(team: Team) -> Answers:
    rng, texts = team.rng, Texts(team)
    full_time = max(1, int(team.quality * 5 + rng.random() * 2))
    found: Answers = {
        "headline": team.headline,
        "team": _people(team, full_time),
        "full_time": str(full_time),
        "founder_gender": rng.choice(["women", "men", "men", "mixed", "mixed", "rather-not", None]),
        "city": team.city.name,
        "website": team.website if rng.random() < 0.8 else None,
        "phone": phone(team),
        "sector": team.venture.sector.value,
        "dimension": team.venture.dimension.value,
        "proof": _proof(team, rng),
        "hopes": rng.sample(HOPES, 3),
        "runway": str(rng.choice([3, 4, 6, 6, 8, 9, 12, 14])) if rng.random() < 0.8 else None,
        "earning": "yes" if team.stage in EARNING else "no",
        "honest": True,
    }
    for key in ("problem", "solution", "learnt", "customers", "others", "why_you", "city_need"):
        found[key] = texts.answer(key)
    if team.stage is not Stage.PROTOTYPE:
        found["users"] = str(int(12 + 900 * team.quality**3 * (0.4 + rng.random())))
    if team.stage in EARNING:
        found["revenue"] = revenue(team)
        found["paying"] = str(1 + int(team.quality * 40 * rng.random()))
    else:
        found["model"] = texts.answer("model")
    return {key: value for key, value in found.items() if value is not None}


def pilot_answers(team: Team) -> Answers:
    rng, texts = team.rng, Texts(team)
    money = revenue(team)
    return {
        "headline": team.headline,
        "dimension": team.venture.dimension.value,
        "proposal": texts.answer("proposal"),
        "evidence": texts.answer("evidence"),
        "city_need": rng.sample(NEEDS, rng.randrange(1, 4)),
        "cost": money | {"amount_minor": money["amount_minor"] // 2 + 4 * SMALL[money["currency"]]},
        "team": [
            {"name": name, "role": role, "days": str(rng.randrange(1, 6))}
            for name, role in list(zip(team.people, ROLES[team.language], strict=False))[:3]
        ],
        "honest": True,
    }


def phone(team: Team) -> str:
    number = f"{team.rng.randrange(10_000_000, 99_999_999)}"
    return {"DE": "+49 30 5", "TH": "+66 2 5"}.get(team.city.country, "+62 21 5") + number[:7]


def revenue(team: Team) -> dict[str, Any]:
    currency = CURRENCIES[team.city.country]
    amount = int(SMALL[currency] * (3 + 120 * team.quality**2 * team.rng.random()))
    step = SMALL[currency] // 2  # round figures, as people give them
    return {"amount_minor": max(step, amount // step * step), "currency": currency}


def since_last_time(team: Team) -> str:
    return Texts(team).answer("since")


class Texts:
    """One team's way of writing."""

    def __init__(self, team: Team) -> None:
        self._rng = Random(f"texts:{team.name}")  # noqa: S311 - not for secrets
        self._phrases = phrases(team.language)
        self._words = dict(team.venture.words)
        for name in ("who", "thing", "pays", "ask"):
            word = self._words[name]
            self._words[name.capitalize()] = word[:1].upper() + word[1:]
        self._words["How"] = self._words["how"]
        self._words["place"] = self._rng.choice(team.city.districts)
        self._firsts = CUSTOMS[team.city.custom].first
        self._country = team.city.country
        self._marks = "." if team.language != "en" else ","

    def answer(self, question: str) -> str:
        rng = self._rng
        most = rng.randrange(24, 140)
        gaps = self._words | {
            "n": str(most),
            "m": str(max(3, int(most * rng.uniform(0.3, 0.7)))),
            "months": str(rng.randrange(4, 23)),
            "person": rng.choice(self._firsts),
            "age": str(rng.randrange(24, 71)),
            "cost": self._cost(rng.randrange(6, 40)),
        }
        text = rng.choice(self._phrases[question])
        return re.sub(r"\{(\w+)\}", lambda gap: gaps[gap[1]], text)

    def _cost(self, tens: int) -> str:
        if self._country == "DE":
            return f"€ {tens * 2}"
        if self._country == "TH":
            return f"฿ {tens * 15}"
        return f"Rp {tens * 10}{self._marks}000"


def _people(team: Team, full_time: int) -> list[dict[str, str]]:
    rows = []
    for place, name in enumerate(team.people[: 2 + team.rng.randrange(3)]):
        row = {
            "name": name,
            "role": ROLES[team.language][place],
            "founder": "yes" if place < 2 else "no",
            "full_time": "yes" if place < full_time else "no",
        }
        if place == 0:
            row["link"] = f"{team.website}/{slug(name)}"
        rows.append(row)
    return rows


def _proof(team: Team, rng: Random) -> dict[str, str]:
    def stand(bonus: float) -> str:
        value = team.quality + bonus + rng.uniform(-0.25, 0.25)
        return "done" if value > 0.7 else "under-way" if value > 0.4 else "not-yet"

    return {
        "tested": stand(0.25),
        "measured": stand(0.0),
        "written": stand(-0.1),
        "permits": stand(-0.05),
    }
