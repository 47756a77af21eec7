"""Small problems to try the rules on, and slow and simple ways to the best answer."""

from collections import Counter, deque
from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import strategies as st

from accelerator.matching.rules.problem import (
    Candidate,
    HardReason,
    Mentor,
    Organisation,
    Problem,
    Startup,
)

MOST_PAIRS = 11


@st.composite
def small_problems(draw, *, locks=True, reasons=True, lowest=None, free_mentors=True, largest=20):
    """Up to three startups and four mentors, with everything that can be in the way. Fits are often
    equal. `lowest`: nobody's minimum is higher."""
    startups = []
    for n in range(draw(st.integers(1, 3))):
        upper = draw(st.integers(0, 3))
        lower = draw(st.integers(0, min(upper, 2 if lowest is None else lowest)))
        startups.append(Startup(f"S{n}", lower, upper))
    organisations = [Organisation(f"O{n}", draw(st.integers(0, 4))) for n in range(2)]
    homes = st.sampled_from(["O0", "O1", None] if free_mentors else ["O0", "O1"])
    mentors = [
        Mentor(f"M{n}", draw(st.integers(0, 2)), draw(homes))
        for n in range(draw(st.integers(1, 4)))
    ]
    pairs = [(s.id, m.id) for s in startups for m in mentors][:MOST_PAIRS]
    reason = st.sampled_from([None] * 6 + [HardReason.CONFLICT, HardReason.FEW_HOURS])
    fits = st.integers(0, largest)
    candidates = [Candidate(*p, draw(fits), draw(reason) if reasons else None) for p in pairs]
    some = st.frozensets(st.sampled_from(pairs), max_size=2)
    limits = st.dictionaries(
        st.sampled_from([(s.id, o.id) for s in startups for o in organisations]),
        st.integers(0, 2),
        max_size=2,
    )
    return Problem(
        tuple(startups),
        tuple(mentors),
        tuple(organisations),
        tuple(candidates),
        limit=draw(st.sampled_from([None, 1, 2])),
        limits=draw(limits),
        locks=draw(some) if locks else frozenset(),
        bans=draw(some) if locks else frozenset(),
        floor=0.0,
    )


def possible_pairs(problem):
    return [c.pair for c in problem.candidates if c.reason is None and c.pair not in problem.bans]


def keeps_all_caps(problem, pairs):
    home = {m.id: m.organisation_id for m in problem.mentors}
    of_startup = Counter(s for s, _m in pairs)
    of_mentor = Counter(m for _s, m in pairs)
    of_home = Counter(home[m] for _s, m in pairs if home[m])
    of_both = Counter((s, home[m]) for s, m in pairs if home[m])
    return (
        len(set(pairs)) == len(pairs)
        and all(of_startup[s.id] <= s.upper for s in problem.startups)
        and all(of_mentor[m.id] <= m.places for m in problem.mentors)
        and all(of_home[o.id] <= o.places for o in problem.organisations)
        and all(
            most is None or number <= most
            for both, number in of_both.items()
            for most in [problem.limits.get(both, problem.limit)]
        )
    )


def keeps_every_rule(problem, pairs):
    chosen = list(pairs)
    return (
        keeps_all_caps(problem, chosen)
        and set(chosen) <= set(possible_pairs(problem))
        and problem.locks <= set(chosen)
    )


def possible_matchings(problem):
    """Every set of pairs that keeps all rules, by trying all."""
    pairs = possible_pairs(problem)
    for number in range(len(pairs) + 1):
        for some in combinations(pairs, number):
            if keeps_every_rule(problem, some):
                yield frozenset(some)


def short_of(problem, pairs):
    has = Counter(s for s, _m in pairs)
    return sum(max(0, s.lower - has[s.id]) for s in problem.startups)


def total_of(problem, pairs, *, bonus=False):
    fit = {c.pair: c.fit for c in problem.candidates}
    extra = problem.bonus * len(set(pairs) & problem.published) if bonus else 0
    return sum(fit[pair] for pair in pairs) + extra


def values_of(problem, pairs):
    """Of each startup that wants mentors, in whole points."""
    return {
        s.id: total_of(problem, [p for p in pairs if p[0] == s.id]) // s.upper
        for s in problem.startups
        if s.upper
    }


def worth(problem, pairs):
    return -short_of(problem, pairs), total_of(problem, pairs, bonus=True)


def best_worth(problem):
    """Of the best matching, found by trying all; None when the locks cannot be."""
    return max((worth(problem, pairs) for pairs in possible_matchings(problem)), default=None)


def shuffled(problem, *, seed=0):
    random = Random(seed)

    def mixed(things):
        return tuple(random.sample(things, len(things)))

    return replace(
        problem,
        startups=mixed(problem.startups),
        mentors=mixed(problem.mentors),
        organisations=mixed(problem.organisations),
        candidates=mixed(problem.candidates),
    )


def cohort(startups, mentors, *, organisations=6, share=0.8, seed=1, limit=2, each=None, step=1):
    """A cohort like those of the hub: popular mentors, one pair in seven ruled out. `share` of the
    mentors' places that their organisations give; `step` by which fits differ."""
    random = Random(seed)
    popular = [random.random() for _ in range(mentors)]
    people = tuple(
        Mentor(f"M{n:04}", random.randint(1, 5), f"O{n % organisations:02}") for n in range(mentors)
    )
    places = Counter()
    for mentor in people:
        places[mentor.organisation_id] += mentor.places
    teams = tuple(Startup(f"S{n:04}", 1, random.choice([2, 3])) for n in range(startups))
    candidates = []
    for team in teams:
        for n in range(mentors) if each is None else random.sample(range(mentors), each):
            fit = round(10_000 * (0.45 * popular[n] + 0.55 * random.random())) // step * step
            reason = HardReason.CONFLICT if each is None and random.random() < 0.15 else None
            candidates.append(Candidate(team.id, people[n].id, fit, reason))
    return Problem(
        teams,
        people,
        tuple(Organisation(id_, max(1, int(n * share))) for id_, n in sorted(places.items())),
        tuple(candidates),
        limit=limit,
        floor=0.0,
    )


class Flow:
    """An independent way: successive shortest paths in a network of its own (Busacker and Gowen
    1960), one unit at a time, as long as that helps."""

    def __init__(self, problem):
        self.arcs, self.out = [], {}
        home = {m.id: m.organisation_id for m in problem.mentors}
        self.heavy = 1 + 2 * sum(c.fit + problem.bonus for c in problem.candidates)
        for s in problem.startups:
            self.add("source", s.id, s.lower, -self.heavy)
            self.add("source", s.id, s.upper - s.lower, 0)
        for m in problem.mentors:
            self.add(("m", m.id), ("o", m.organisation_id) if home[m.id] else "sink", m.places, 0)
        for o in problem.organisations:
            self.add(("o", o.id), "sink", o.places, 0)
        self.pairs, sides = {}, set()
        for c in problem.candidates:
            if c.reason is not None or c.pair in problem.bans:
                continue
            side = c.startup_id
            if home[c.mentor_id]:
                side = (c.startup_id, home[c.mentor_id])
                if side not in sides:
                    most = problem.limits.get(side, problem.limit)
                    self.add(c.startup_id, side, 99 if most is None else most, 0)
                    sides.add(side)
            gain = c.fit + problem.bonus * (c.pair in problem.published)
            self.pairs[c.pair] = self.add(side, ("m", c.mentor_id), 1, -gain)
        while self._augmented():
            pass

    def add(self, start, end, room, cost):
        for a, b, r, c in ((start, end, room, cost), (end, start, 0, -cost)):
            self.out.setdefault(a, []).append(len(self.arcs))
            self.arcs.append([a, b, r, c])
        return len(self.arcs) - 2

    @property
    def chosen(self):
        return frozenset(pair for pair, arc in self.pairs.items() if self.arcs[arc][2] == 0)

    def _augmented(self):
        cost, came = {"source": 0}, {}
        queue, queued = deque(["source"]), {"source"}
        while queue:
            node = queue.popleft()
            queued.discard(node)
            for arc in self.out.get(node, ()):
                _start, end, room, step = self.arcs[arc]
                if room and cost[node] + step < cost.get(end, self.heavy * 9):
                    cost[end], came[end] = cost[node] + step, arc
                    if end not in queued and end != "sink":
                        queue.append(end)
                        queued.add(end)
        if cost.get("sink", 0) >= 0:
            return False
        node = "sink"
        while node != "source":
            arc = came[node]
            self.arcs[arc][2] -= 1
            self.arcs[arc ^ 1][2] += 1
            node = self.arcs[arc][0]
        return True
