"""Drafting a rubric: what can be said of a criterion, and what a change of them touches."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

#: Text by language, as `vocabulary.words` has it.
Words = dict[str, str]

MOST_CRITERIA = 12
WIDEST_SCALE = 10
HIGHEST_WEIGHT = 1000
LONGEST_KEY = 40


@dataclass(frozen=True)
class CriterionDraft:
    """One line of a rubric. `anchors` say what a mark means, by the mark as text. The order of the
    drafts is the order of the rubric. An empty key is made from the name."""

    name: Words
    weight: int
    key: str = ""
    help: Words = field(default_factory=dict)
    anchors: dict[str, Words] = field(default_factory=dict)
    low: int = 1
    high: int = 5
    independent: bool = False
    required: bool = True

    @property
    def scale(self) -> range:
        return range(self.low, self.high + 1)


@dataclass(frozen=True)
class RubricChange:
    """Keys, by what happens to them. Marks fit only the lines and scales they were given on, so
    `breaks_marks` must not happen to a rubric that has been used."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rescaled: tuple[str, ...] = ()
    weighed_anew: tuple[str, ...] = ()
    worded_anew: tuple[str, ...] = ()
    moved: bool = False

    @property
    def breaks_marks(self) -> bool:
        return bool(self.added or self.removed or self.rescaled)

    @property
    def is_any(self) -> bool:
        return self.breaks_marks or bool(self.weighed_anew or self.worded_anew or self.moved)


def change_between(old: Sequence[CriterionDraft], new: Sequence[CriterionDraft]) -> RubricChange:
    was, will = {each.key: each for each in old}, {each.key: each for each in new}
    both = [key for key in will if key in was]
    return RubricChange(
        added=tuple(key for key in will if key not in was),
        removed=tuple(key for key in was if key not in will),
        rescaled=tuple(k for k in both if _how_it_counts(was[k]) != _how_it_counts(will[k])),
        weighed_anew=tuple(k for k in both if was[k].weight != will[k].weight),
        worded_anew=tuple(k for k in both if _wording(was[k]) != _wording(will[k])),
        moved=both != [key for key in was if key in will],
    )


def shares(weights: Mapping[str, int]) -> dict[str, int]:
    """Weights in whole per cent that add up to 100 (largest remainders; ties by order). All are 0
    when nothing has weight."""
    total = sum(weights.values())
    if total <= 0:
        return dict.fromkeys(weights, 0)
    exact = {key: weight * 100 / total for key, weight in weights.items()}
    whole = {key: int(share) for key, share in exact.items()}
    rest = sorted(weights, key=lambda key: whole[key] - exact[key])
    for key in rest[: 100 - sum(whole.values())]:
        whole[key] += 1
    return whole


def shares_of_drafts(drafts: Sequence[CriterionDraft]) -> dict[str, int]:
    """The weights in whole per cent, by key."""
    return shares({draft.key: draft.weight for draft in drafts})


def with_keys(drafts: Iterable[CriterionDraft]) -> list[CriterionDraft]:
    """Each with a key of its own. An independent line never has weight."""
    keyed: list[CriterionDraft] = []
    all_of_them = list(drafts)
    taken = {draft.key for draft in all_of_them if draft.key}
    for draft in all_of_them:
        key = draft.key or _free_key(next(filter(str.strip, draft.name.values()), ""), taken)
        taken.add(key)
        keyed.append(replace(draft, key=key, weight=0 if draft.independent else draft.weight))
    return keyed


def _free_key(name: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[: LONGEST_KEY - 4] or "criterion"
    numbered = (f"{stem}-{n}" for n in range(2, 1000))
    return stem if stem not in taken else next(key for key in numbered if key not in taken)


def _how_it_counts(draft: CriterionDraft) -> tuple[object, ...]:
    return draft.low, draft.high, draft.independent


def _wording(draft: CriterionDraft) -> tuple[object, ...]:
    return draft.name, draft.help, draft.anchors, draft.required
