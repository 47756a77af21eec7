"""One proposal as its page shows it: numbers, rows, and the panel beside them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accelerator.matching.models import Matching, Mode, Pairing, PairRule, RuleKind
from accelerator.matching.queries.cast import Cast
from accelerator.matching.queries.pairings import live_in, rules_in
from accelerator.matching.queries.proposals import one_before, pairs_of
from accelerator.matching.rules.answers import Placed
from accelerator.matching.services.explaining import Explained, Missing, Other, Taken, changed
from accelerator.matching.wording import spoken
from accelerator.mentors.models import Mentor
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Sector, Stage, label_of
from accelerator.vocabulary.topics import AREAS, Topic
from hub.accounts.models import User

Key = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """A pair, or (without a mentor) places that stay open."""

    startup: Startup
    is_first: bool
    needs: list[str]
    mentor: Mentor | None = None
    organisation: str = ""
    fit: int = 0
    minutes: int | None = None
    mark: str = ""
    missing: Missing | None = None
    could: tuple[int, int] = (0, 0)
    on: bool = False

    @property
    def about(self) -> str:
        """Water · Pilot"""
        words = (label_of(Sector, self.startup.sector), label_of(Stage, self.startup.stage))
        return " · ".join(word for word in words if word)


@dataclass(frozen=True)
class Panel:
    """Why this pair; or, without one, why a place stays open."""

    startup_id: str
    startup: str
    mentor_id: str = ""
    mentor: str = ""
    fit: int | None = None
    parts: list[dict[str, Any]] = field(default_factory=list)
    languages: str = ""
    taken: list[Taken] = field(default_factory=list)
    mark: str = ""
    others: list[Other] = field(default_factory=list)
    missing: Missing | None = None


@dataclass(frozen=True)
class ProposalPage:
    matching: Matching
    explained: Explained
    rows: list[Row]
    panel: Panel | None
    before: Matching | None
    changed: int
    candidates: list[tuple[str, str]]

    @property
    def is_mutual(self) -> bool:
        return self.matching.mode is Mode.MUTUAL


def proposal_page(matching: Matching, *, by: User, startup: str, mentor: str, why: str
                  ) -> ProposalPage:  # fmt: skip
    """`startup` and `mentor` choose what the panel is about, `why` who is asked about in it."""
    explained = Explained(matching)
    marks = _Marks(matching, by)
    chosen = _chosen(explained, startup, mentor=mentor)
    before = one_before(matching, seen_by=by)
    pairs = {placed.pair for placed in explained.answer.pairs}
    older = {(str(p.startup_id), str(p.mentor_id)) for p in pairs_of(before)} if before else pairs
    names = explained.cast.names.mentors
    return ProposalPage(
        matching,
        explained,
        rows=_rows(explained, marks, chosen=chosen),
        panel=_panel(explained, marks, chosen=chosen, why=why),
        before=before,
        changed=changed(pairs, older),
        candidates=sorted(names.items(), key=lambda each: each[1]),
    )


class _Marks:
    """What holds a pair or keeps it away: both work together, or a word of staff."""

    def __init__(self, matching: Matching, by: User) -> None:
        self._rules: dict[Key, PairRule] = {
            (str(r.startup_id), str(r.mentor_id)): r for r in rules_in(matching.cohort, seen_by=by)
        }
        self._live: dict[Key, Pairing] = {
            (str(p.startup_id), str(p.mentor_id)): p for p in live_in(matching.cohort)
        }

    def of(self, pair: Key) -> str:
        """ "active", "lock", "ban", "asked" or nothing."""
        live, rule = self._live.get(pair), self._rules.get(pair)
        if live is not None and live.state == "active":
            return "active"
        if rule is not None:
            return "lock" if rule.kind is RuleKind.LOCK else "ban"
        return "asked" if live is not None else ""


def _chosen(explained: Explained, startup: str, *, mentor: str) -> Key | None:
    """What the address names, or else the first pair."""
    if startup in explained.cast.startups and mentor in explained.cast.mentors:
        return startup, mentor
    if startup in explained.cast.startups:
        return startup, ""
    first = _by_name(explained)
    return next((placed.pair for _id, placed_ in first for placed in placed_), None)


def _by_name(explained: Explained) -> list[tuple[str, list[Placed]]]:
    pairs: dict[str, list[Placed]] = defaultdict(list)
    for placed in explained.answer.pairs:
        pairs[placed.startup_id].append(placed)
    order = sorted(explained.cast.startups, key=lambda id_: explained.cast.names.startup(id_))
    return [(id_, sorted(pairs[id_], key=lambda p: (-p.fit, p.mentor_id))) for id_ in order]


def _rows(explained: Explained, marks: _Marks, *, chosen: Key | None) -> list[Row]:
    homes = {m.id: m.organisation_id for m in explained.problem.mentors}
    rows = []
    for id_, placed in _by_name(explained):
        startup, cast = explained.cast.startups[id_], explained.cast
        for n, each in enumerate(placed):
            home = homes[each.mentor_id]
            rows.append(
                Row(
                    startup,
                    n == 0,
                    _covered(cast, id_, mentor_id=each.mentor_id),
                    mentor=cast.mentors[each.mentor_id],
                    organisation=cast.names.organisation(home) if home else "",
                    fit=each.fit,
                    minutes=explained.fits.minutes(each.pair),
                    mark=marks.of(each.pair),
                    on=chosen == each.pair,
                )
            )
        missing = explained.missing.get(id_)
        if missing is not None and (missing.below_minimum or not missing.fillable):
            left = [need for need in cast.needs(id_) if not any(need in r.needs for r in rows
                    if r.startup is startup)]  # fmt: skip
            rows.append(Row(startup, not placed, left[:1], missing=missing,
                            could=explained.could(id_), on=chosen == (id_, "")))  # fmt: skip
    return rows


def _covered(cast: Cast, startup_id: str, *, mentor_id: str) -> list[str]:
    """The needs that this mentor knows; if none, those of which they know the area."""
    wish, known = cast.wishes.get(startup_id), set(cast.mentors[mentor_id].topics)
    topics = [need["topic"] for need in wish.needs] if wish else []
    areas = {AREAS.get(Topic(topic)) for topic in known if topic in set(Topic)}
    exact = [topic for topic in topics if topic in known]
    near = [topic for topic in topics if topic in set(Topic) and AREAS.get(Topic(topic)) in areas]
    return [label_of(Topic, topic) for topic in (exact or near)[:2]]


def _panel(explained: Explained, marks: _Marks, *, chosen: Key | None, why: str) -> Panel | None:
    if chosen is None:
        return None
    startup_id, mentor_id = chosen
    names, missing = explained.cast.names, explained.missing.get(startup_id)
    others = explained.others(startup_id, asked=why)
    if not mentor_id:
        return Panel(startup_id, names.startup(startup_id), others=others, missing=missing)
    return Panel(
        startup_id,
        names.startup(startup_id),
        mentor_id,
        names.mentor(mentor_id),
        fit=explained.fit_of(chosen),
        parts=explained.parts(chosen),
        languages=spoken(explained.cast.in_common(startup_id, mentor_id)),
        taken=explained.taken(mentor_id),
        mark=marks.of(chosen),
        others=[other for other in others if other.mentor_id != mentor_id],
        missing=missing,
    )


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
