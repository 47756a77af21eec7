"""What startups need and mentors know, finer than `Expertise`: each topic lies in one area.

A mentor who knows another topic of the same area counts half for a need.
"""

from enum import StrEnum

from accelerator.vocabulary.terms import LABELS, Expertise
from hub.core.i18n import lazy_gettext as _l

E = Expertise


class Topic(StrEnum):
    PRODUCT_STRATEGY = "product-strategy"
    PRICING = "pricing"
    SOFTWARE = "software"
    APPS = "apps"
    OPEN_DATA = "open-data"
    MACHINE_LEARNING = "machine-learning"
    MAPS = "maps"
    IOT = "iot"
    PROTOTYPING = "prototyping"
    USER_RESEARCH = "user-research"
    SERVICE_DESIGN = "service-design"
    BRAND = "brand"
    GROWTH = "growth"
    B2B_SALES = "b2b-sales"
    PARTNERSHIPS = "partnerships"
    BOOKKEEPING = "bookkeeping"
    FINANCIAL_MODEL = "financial-model"
    INVESTORS = "investors"
    GRANTS = "grants"
    COMPANY_LAW = "company-law"
    DATA_PROTECTION = "data-protection"
    PERMITS = "permits"
    STANDARDS = "standards"
    CITY_SALES = "city-sales"
    TENDERS = "tenders"
    LOGISTICS = "logistics"
    SUPPLY = "supply"
    HIRING = "hiring"
    LEADERSHIP = "leadership"
    IMPACT_REPORT = "impact-report"
    PILOTS = "pilots"
    TRANSPORT_PLANNING = "transport-planning"
    FLOOD_RISK = "flood-risk"


AREAS: dict[Topic, Expertise] = {
    Topic.PRODUCT_STRATEGY: E.PRODUCT,
    Topic.PRICING: E.PRODUCT,
    Topic.SOFTWARE: E.ENGINEERING,
    Topic.APPS: E.ENGINEERING,
    Topic.OPEN_DATA: E.DATA,
    Topic.MACHINE_LEARNING: E.DATA,
    Topic.MAPS: E.DATA,
    Topic.IOT: E.HARDWARE,
    Topic.PROTOTYPING: E.HARDWARE,
    Topic.USER_RESEARCH: E.DESIGN,
    Topic.SERVICE_DESIGN: E.DESIGN,
    Topic.BRAND: E.MARKETING,
    Topic.GROWTH: E.MARKETING,
    Topic.B2B_SALES: E.SALES,
    Topic.PARTNERSHIPS: E.SALES,
    Topic.BOOKKEEPING: E.FINANCE,
    Topic.FINANCIAL_MODEL: E.FINANCE,
    Topic.INVESTORS: E.FUNDRAISING,
    Topic.GRANTS: E.FUNDRAISING,
    Topic.COMPANY_LAW: E.LEGAL,
    Topic.DATA_PROTECTION: E.LEGAL,
    Topic.PERMITS: E.REGULATION,
    Topic.STANDARDS: E.REGULATION,
    Topic.CITY_SALES: E.PROCUREMENT,
    Topic.TENDERS: E.PROCUREMENT,
    Topic.LOGISTICS: E.OPERATIONS,
    Topic.SUPPLY: E.OPERATIONS,
    Topic.HIRING: E.PEOPLE,
    Topic.LEADERSHIP: E.PEOPLE,
    Topic.IMPACT_REPORT: E.IMPACT,
    Topic.PILOTS: E.IMPACT,
    Topic.TRANSPORT_PLANNING: E.URBAN_PLANNING,
    Topic.FLOOD_RISK: E.URBAN_PLANNING,
}

LABELS[Topic] = {
    Topic.PRODUCT_STRATEGY: _l("Product strategy"),
    Topic.PRICING: _l("Pricing"),
    Topic.SOFTWARE: _l("Software architecture"),
    Topic.APPS: _l("Mobile apps"),
    Topic.OPEN_DATA: _l("Open data"),
    Topic.MACHINE_LEARNING: _l("Machine learning"),
    Topic.MAPS: _l("Maps and geodata"),
    Topic.IOT: _l("Sensors and IoT"),
    Topic.PROTOTYPING: _l("Building prototypes"),
    Topic.USER_RESEARCH: _l("User research"),
    Topic.SERVICE_DESIGN: _l("Service design"),
    Topic.BRAND: _l("Brand and story"),
    Topic.GROWTH: _l("Winning users"),
    Topic.B2B_SALES: _l("Selling to companies"),
    Topic.PARTNERSHIPS: _l("Partnerships"),
    Topic.BOOKKEEPING: _l("Bookkeeping and tax"),
    Topic.FINANCIAL_MODEL: _l("Financial model"),
    Topic.INVESTORS: _l("Talking to investors"),
    Topic.GRANTS: _l("Grants"),
    Topic.COMPANY_LAW: _l("Company law"),
    Topic.DATA_PROTECTION: _l("Data protection"),
    Topic.PERMITS: _l("Permits"),
    Topic.STANDARDS: _l("Standards and certificates"),
    Topic.CITY_SALES: _l("Selling to city agencies"),
    Topic.TENDERS: _l("Public tenders"),
    Topic.LOGISTICS: _l("Logistics"),
    Topic.SUPPLY: _l("Suppliers and quality"),
    Topic.HIRING: _l("Hiring"),
    Topic.LEADERSHIP: _l("Leading a team"),
    Topic.IMPACT_REPORT: _l("Impact report"),
    Topic.PILOTS: _l("Planning a pilot"),
    Topic.TRANSPORT_PLANNING: _l("Transport planning"),
    Topic.FLOOD_RISK: _l("Flood risk"),
}
