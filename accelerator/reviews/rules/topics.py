"""What an application asks of its readers, and what a reviewer brings, in the same terms."""

from collections.abc import Iterable

from accelerator.vocabulary.terms import Dimension, Expertise, Sector

E = Expertise
#: What one should know to judge a venture for this side of a city.
KNOWLEDGE: dict[Dimension, tuple[Expertise, ...]] = {
    Dimension.GOVERNANCE: (E.PROCUREMENT, E.REGULATION),
    Dimension.PEOPLE: (E.PEOPLE, E.IMPACT),
    Dimension.ECONOMY: (E.FINANCE, E.SALES),
    Dimension.MOBILITY: (E.URBAN_PLANNING, E.OPERATIONS),
    Dimension.LIVING: (E.DESIGN, E.IMPACT),
    Dimension.ENVIRONMENT: (E.IMPACT, E.HARDWARE),
    Dimension.BRANDING: (E.MARKETING, E.DESIGN),
}


def topics_of(sector: Sector | None, dimension: Dimension | None) -> frozenset[str]:
    """Its sector, and what its dimension takes to be judged; empty where it says neither."""
    named = [] if sector is None or sector is Sector.OTHER else [f"sector:{sector}"]
    known = [] if dimension is None else [f"knows:{each}" for each in KNOWLEDGE[dimension]]
    return frozenset((*named, *known))


def brought_by(expertise: Iterable[str], sectors: Iterable[str]) -> frozenset[str]:
    """Of a reviewer; empty: unknown."""
    return frozenset(
        (*(f"knows:{each}" for each in expertise), *(f"sector:{each}" for each in sectors))
    )
