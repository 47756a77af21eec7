"""The controlled terms of the programme: how far a startup is, what it works on, what people know.

Stored by value, shown by `label` in the reader's language. Startups, applications, reviewers and
mentors use the same terms, which is what makes them comparable.
"""

from enum import StrEnum
from typing import Any

from hub.core.i18n import lazy_gettext as _l


class Stage(StrEnum):
    IDEA = "idea"
    PROTOTYPE = "prototype"
    PILOT = "pilot"
    REVENUE = "revenue"
    GROWTH = "growth"


class Sector(StrEnum):
    MOBILITY = "mobility"
    WATER = "water"
    WASTE = "waste"
    ENERGY = "energy"
    HEALTH = "health"
    EDUCATION = "education"
    FOOD = "food"
    HOUSING = "housing"
    FINANCE = "finance"
    GOVERNMENT = "government"
    CLIMATE = "climate"
    TOURISM = "tourism"
    OTHER = "other"


class Dimension(StrEnum):
    """The six dimensions of a smart city (Giffinger et al. 2007), and Jakarta's seventh."""

    GOVERNANCE = "governance"
    PEOPLE = "people"
    ECONOMY = "economy"
    MOBILITY = "mobility"
    LIVING = "living"
    ENVIRONMENT = "environment"
    BRANDING = "branding"


class Expertise(StrEnum):
    PRODUCT = "product"
    ENGINEERING = "engineering"
    DATA = "data"
    HARDWARE = "hardware"
    DESIGN = "design"
    MARKETING = "marketing"
    SALES = "sales"
    FINANCE = "finance"
    FUNDRAISING = "fundraising"
    LEGAL = "legal"
    REGULATION = "regulation"
    PROCUREMENT = "procurement"
    OPERATIONS = "operations"
    PEOPLE = "people"
    IMPACT = "impact"
    URBAN_PLANNING = "urban-planning"


class ConflictKind(StrEnum):
    EQUITY = "equity"
    ADVISER = "adviser"
    EMPLOYER = "employer"
    CLIENT = "client"
    INVESTOR = "investor"
    COMPETITOR = "competitor"
    FAMILY = "family"
    MENTOR = "mentor"
    SAME_ORGANISATION = "same-organisation"
    OTHER = "other"


#: By kind, because terms of different kinds may be spelt alike and would be equal as text.
LABELS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    Stage: {
        Stage.IDEA: _l("Idea"),
        Stage.PROTOTYPE: _l("Prototype"),
        Stage.PILOT: _l("Pilot"),
        Stage.REVENUE: _l("First revenue"),
        Stage.GROWTH: _l("Growth"),
    },
    Sector: {
        Sector.MOBILITY: _l("Mobility"),
        Sector.WATER: _l("Water"),
        Sector.WASTE: _l("Waste and recycling"),
        Sector.ENERGY: _l("Energy"),
        Sector.HEALTH: _l("Health"),
        Sector.EDUCATION: _l("Education"),
        Sector.FOOD: _l("Food and farming"),
        Sector.HOUSING: _l("Housing and building"),
        Sector.FINANCE: _l("Finance and payments"),
        Sector.GOVERNMENT: _l("Public services"),
        Sector.CLIMATE: _l("Climate and disaster risk"),
        Sector.TOURISM: _l("Tourism and culture"),
        Sector.OTHER: _l("Something else"),
    },
    Dimension: {
        Dimension.GOVERNANCE: _l("Smart governance"),
        Dimension.PEOPLE: _l("Smart people"),
        Dimension.ECONOMY: _l("Smart economy"),
        Dimension.MOBILITY: _l("Smart mobility"),
        Dimension.LIVING: _l("Smart living"),
        Dimension.ENVIRONMENT: _l("Smart environment"),
        Dimension.BRANDING: _l("Smart branding"),
    },
    Expertise: {
        Expertise.PRODUCT: _l("Product"),
        Expertise.ENGINEERING: _l("Software engineering"),
        Expertise.DATA: _l("Data and AI"),
        Expertise.HARDWARE: _l("Hardware and IoT"),
        Expertise.DESIGN: _l("Design and research"),
        Expertise.MARKETING: _l("Marketing"),
        Expertise.SALES: _l("Sales"),
        Expertise.FINANCE: _l("Finance"),
        Expertise.FUNDRAISING: _l("Raising money"),
        Expertise.LEGAL: _l("Law"),
        Expertise.REGULATION: _l("Regulation and permits"),
        Expertise.PROCUREMENT: _l("Selling to a city"),
        Expertise.OPERATIONS: _l("Operations"),
        Expertise.PEOPLE: _l("Team and hiring"),
        Expertise.IMPACT: _l("Measuring impact"),
        Expertise.URBAN_PLANNING: _l("Urban planning"),
    },
    ConflictKind: {
        ConflictKind.EQUITY: _l("I hold a share of it"),
        ConflictKind.ADVISER: _l("I advise it"),
        ConflictKind.EMPLOYER: _l("It employs me, or did"),
        ConflictKind.CLIENT: _l("It is my client, or I am theirs"),
        ConflictKind.INVESTOR: _l("I invest in it, or work for who does"),
        ConflictKind.COMPETITOR: _l("I work for a competitor"),
        ConflictKind.FAMILY: _l("Family or a close friend"),
        ConflictKind.MENTOR: _l("I mentor it, or did"),
        ConflictKind.SAME_ORGANISATION: _l("We belong to the same organisation"),
        ConflictKind.OTHER: _l("Another reason"),
    },
}


def label(term: StrEnum) -> str:
    """In the reader's language."""
    return str(LABELS[type(term)][term])


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """(value, label) of every term of a kind, for forms."""
    return [(term.value, label(term)) for term in kind]


def label_of(kind: type[StrEnum], value: str | None) -> str:
    """The label of a stored value; one that is no term (any more) is shown as it is."""
    try:
        return label(kind(value or ""))
    except ValueError:
        return value or ""
