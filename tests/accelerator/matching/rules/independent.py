"""Another way to the best answer, for problems that are too large to try everything: the question
as it stands, one whole number for each pair and one row for each rule, given to branch and bound.
Shares nothing with the engine but the solver's name."""

from collections import defaultdict

from highspy import Highs, HighsModelStatus, kHighsInf

from tests.accelerator.matching.rules.problems import possible_pairs


class Branched:
    """Each wish more is a row more: `above`, `with_total`, `keeping`, `fewest_empty`."""

    def __init__(self, problem):
        self.problem, self.highs = problem, Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.setOptionValue("mip_abs_gap", 0.5)
        self.fit = {c.pair: c.fit for c in problem.candidates}
        self.x = {pair: self.highs.addBinary() for pair in possible_pairs(problem)}
        self.empty = {
            s.id: self.highs.addIntegral(lb=0, ub=s.lower) for s in problem.startups if s.lower
        }
        self._caps()

    def _caps(self):
        problem, home = self.problem, {m.id: m.organisation_id for m in self.problem.mentors}
        of = defaultdict(list)
        for pair, x in self.x.items():
            startup, mentor = pair
            house = home[mentor]
            of["startup", startup].append(x)
            of["mentor", mentor].append(x)
            if house:
                of["house", house].append(x)
                of["both", startup, house].append(x)
            if pair in problem.locks:
                self.highs.addConstr(x == 1)
        most = {("startup", s.id): s.upper for s in problem.startups}
        most |= {("mentor", m.id): m.places for m in problem.mentors}
        most |= {("house", o.id): o.places for o in problem.organisations}
        for key, its in of.items():
            limit = most.get(key) if key[0] != "both" else self._limit(key[1:])
            if limit is not None:
                self.highs.addConstr(self.highs.qsum(its) <= limit)
        for s in problem.startups:
            if s.lower:
                its = of["startup", s.id]
                self.highs.addConstr(self.highs.qsum([*its, self.empty[s.id]]) >= s.lower)

    def _limit(self, both):
        return self.problem.limits.get(both, self.problem.limit)

    def above(self, floor):
        """No startup's value may be lower than this."""
        for s in self.problem.startups:
            its = [self.fit[p] * x for p, x in self.x.items() if p[0] == s.id]
            if s.upper and its:
                self.highs.addConstr(self.highs.qsum(its) >= floor * s.upper)
        return self

    def with_total(self, at_least):
        terms = [self.fit[p] * x for p, x in self.x.items()]
        self.highs.addConstr(self.highs.qsum(terms) >= at_least)
        return self

    def keeping(self, at_least):
        terms = [x for p, x in self.x.items() if p in self.problem.published]
        self.highs.addConstr(self.highs.qsum(terms) >= at_least)
        return self

    def fewest_empty(self, empty):
        self.highs.addConstr(self.highs.qsum([*self.empty.values(), 0]) <= empty)
        return self

    def most(self, gain):
        """The pairs of the best answer for this gain of each pair; no empty place is worth it."""
        heavy = 1 + sum(sorted(map(gain, self.x), reverse=True)[:2_000])
        for pair, x in self.x.items():
            self.highs.changeColCost(x.index, float(gain(pair)))
        for u in self.empty.values():
            self.highs.changeColCost(u.index, -float(heavy))
        return self._solved()

    def highest_total(self):
        return self.most(self.fit.__getitem__)

    def highest_worst(self):
        """The best that the worst-off of all startups can have, in whole points."""
        height = self.highs.addVariable(lb=0, ub=kHighsInf)
        for s in self.problem.startups:
            its = [self.fit[p] * x for p, x in self.x.items() if p[0] == s.id]
            if s.upper:
                self.highs.addConstr(self.highs.qsum([*its, -s.upper * height]) >= 0)
        self.highs.changeColCost(height.index, 1.0)
        self._solved()
        return int(self.highs.val(height) + 1e-6)

    def _solved(self):
        self.highs.setMaximize()
        self.highs.solve()
        assert self.highs.getModelStatus() == HighsModelStatus.kOptimal
        return frozenset(pair for pair, x in self.x.items() if self.highs.val(x) > 0.5)
