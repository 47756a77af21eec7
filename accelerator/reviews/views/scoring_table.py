"""The ranking as a table to take along."""

from collections.abc import Iterator, Mapping

from accelerator.applications.models import Application
from accelerator.reviews.rules.scores import Scores
from hub.core.i18n import gettext as _


def ranking_columns() -> dict[str, str]:
    return {
        "rank": _("Rank"),
        "reference": _("Application"),
        "headline": _("Title"),
        "startup": _("Startup"),
        "reviews": _("Reviews"),
        "raw_mean": _("Raw mean"),
        "raw_median": _("Raw median"),
        "spread": _("Spread"),
        "raw_rank": _("Raw rank"),
        "calibrated": _("Calibrated"),
        "low": _("From"),
        "high": _("To"),
        "p_top": _("Chance to be among the best"),
        "band": _("Band"),
    }


def ranking_rows(
    scores: Scores, applications: Mapping[str, Application]
) -> Iterator[tuple[object, ...]]:
    """In the order of the run; figures to the thousandth, as far as anybody could mean them."""
    for each in scores.applications:
        application = applications.get(each.application)
        if application is None:
            continue
        yield (
            each.rank,
            application.reference,
            application.headline,
            application.startup.name,
            each.n,
            _rounded(each.mean),
            _rounded(each.median),
            _rounded(each.spread),
            each.raw_rank,
            _rounded(each.calibrated),
            _rounded(each.low),
            _rounded(each.high),
            _rounded(each.p_top),
            each.band.value if each.band else None,
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
