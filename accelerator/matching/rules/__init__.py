"""Matching startups with mentors: pure decisions, the same for the same question in any order.

The words: `problem` (what is asked), `answers` (matchings), `explanations` (why, why not, what is
missing, what if). The verbs, each in its own file:

    fit.fit_of(startup, mentor, ...) -> Fit           parts, weights, contributions; sums exactly
    match.match(problem) -> Matching | Refused        the best proposal; raises NotSolvedInTime
    mutual.choose(market) -> MutualChoice             stable: nobody would both rather
    why.Explainer(problem, matching)                  .prices(), .why_not(pair), .why(pair)
    shortage.clashes(problem, pairs) -> (Clash, ...)  why minimum places cannot all be filled
    shortage.open_places(problem, pairs) -> (OpenPlace, ...)
    whatif.WhatIf(problem, matching)                  .effect(edit), .apply(edit), .undo()
    rematch.rematch(problem, allowed_loss=...) -> Rematch | Refused
"""
