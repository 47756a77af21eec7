"""The words of scoring: marks in, scores out. All plain values, so that a run can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accelerator.reviews.rules.graphs import Group, Pair


class Band(StrEnum):
    """Where a person should look. P(among the best) ≥ 0.9, ≤ 0.1, or between."""

    CLEAR_YES = "clear-yes"
    BORDERLINE = "borderline"
    CLEAR_NO = "clear-no"


class Note(StrEnum):
    """What has to be known to read the figures."""

    NO_MARKS = "no-marks"
    ONE_READER = "one-reader"  # nobody to compare with: calibrated is raw, without intervals
    ONE_APPLICATION = "one-application"
    ALL_EQUAL = "all-equal"
    NO_DIFFERENCE = "no-difference"  # the marks tell readers apart, but not applications
    NO_OFFSETS = "no-offsets"  # nobody is stricter than chance would have it
    THIN = "thin"  # too few reads to tell the spreads well


@dataclass(frozen=True)
class Mark:
    """One review. `scores` by criterion; what is missing or None was not scored."""

    application: str
    reader: str
    scores: Mapping[str, int | None]


@dataclass(frozen=True)
class Scored:
    """One application, on the rubric's scale. Equal values share a rank; ranks count from 1.

    `calibrated` and all behind it are None without marks and where a joint ranking is refused;
    `error` to `band` also with one reader only. `low` to `high` holds 95 of 100.
    """

    application: str
    n: int
    mean: float | None = None
    median: float | None = None
    spread: float | None = None  # standard deviation, from two marks on
    raw_rank: int | None = None
    calibrated: float | None = None
    rank: int | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    p_top: float | None = None
    band: Band | None = None


@dataclass(frozen=True)
class Scale:
    """How a reader marks. `offset`: so much above (or, negative, below) the whole panel on the same
    applications. `constant`: three marks or more, all the same."""

    reader: str
    n: int
    mean: float
    constant: bool = False
    offset: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def differs(self) -> bool:
        """Whether the interval leaves out the panel's own scale."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Disconnected:
    """Why there is no joint ranking: nothing joins these groups. `joining` are the fewest reads
    (application, reader) that would."""

    groups: tuple[Group, ...]
    joining: tuple[Pair, ...]


@dataclass(frozen=True)
class Scores:
    """One run. Applications by rank, then raw rank, then id; readers by id.

    The standard deviations are those of the fitted model: of applications, of readers, and of what
    neither explains. `reliability` is how much of a mean mark's variance is the applications'.
    """

    method: str
    seats: int
    weights: Mapping[str, int]
    applications: tuple[Scored, ...]
    readers: tuple[Scale, ...]
    notes: tuple[Note, ...] = ()
    refusal: Disconnected | None = None
    mean: float | None = None
    sd_applications: float | None = None
    sd_readers: float | None = None
    sd_noise: float | None = None
    reliability: float | None = None
