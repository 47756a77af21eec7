"""The terms of a cohort's mentoring before anybody has changed them."""

#: What each part of the fit weighs, of 1000 (as `accelerator.matching.rules.fit` names them).
DEFAULT_WEIGHTS: dict[str, int] = {
    "expertise": 300,
    "sector": 100,
    "stage": 80,
    "dimension": 80,
    "language": 80,
    "hours": 100,
    "feedback": 100,
    "startup_ranking": 80,
    "mentor_ranking": 80,
}
WHOLE = 1000


def weights_trouble(weights: dict[str, int]) -> bool:
    """Whether these are no weights: every part once, none below zero, a thousand together."""
    return (
        set(weights) != set(DEFAULT_WEIGHTS)
        or any(weight < 0 for weight in weights.values())
        or sum(weights.values()) != WHOLE
    )
