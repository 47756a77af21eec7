"""What speaks for a conflict of interest, found in what the hub knows of both sides.

A finding is sure when it rests on something verified or on record, and keeps out at once. An unsure
one (an address that nobody has verified) keeps out until the person has answered: papers
have gone to their own authors because an alias was unconfirmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from accelerator.vocabulary.terms import ConflictKind

#: Domains at which everybody has an address: sharing one says nothing.
PUBLIC_MAIL = frozenset(
    (
        *("aol.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com"),
        *("icloud.com", "live.com", "mail.com", "me.com", "msn.com", "outlook.com"),
        *("posteo.de", "proton.me", "protonmail.com", "qq.com", "rocketmail.com"),
        *("t-online.de", "web.de", "yahoo.co.id", "yahoo.com", "yahoo.de", "yandex.com"),
        *("ymail.com", "zoho.com"),
        "demo.example",  # all accounts of the demo world
    )
)
#: With this begins what is told of a mentor.
MENTOR = "mentor"


@dataclass(frozen=True)
class Mentoring:
    """From when until when; `until` is none while it goes on."""

    since: date | None = None
    until: date | None = None

    @property
    def evidence(self) -> str:
        """`mentor 2024-03-01/2025-01-31`; a day that is not known is left out."""
        days = (each.isoformat() if each else "" for each in (self.since, self.until))
        return f"{MENTOR} {'/'.join(days)}"

    @property
    def newness(self) -> tuple[bool, date]:
        """Of several, the one that goes on or ended last is told."""
        return self.until is None, self.until or self.since or date.min


@dataclass(frozen=True)
class Judge:
    """Somebody who would read, hear or mentor. `organisations` by id, with the name; `mentored` are
    startups that they mentor or have mentored."""

    person_id: UUID
    verified: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()
    organisations: Mapping[UUID, str] = field(default_factory=dict)
    mentored: Mapping[UUID, Mentoring] = field(default_factory=dict)


@dataclass(frozen=True)
class Team:
    """A startup with its people. `organisations` are others that its people belong to."""

    startup_id: UUID
    organisation_id: UUID
    people: frozenset[UUID] = frozenset()
    addresses: frozenset[str] = frozenset()
    website: str = ""
    organisations: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Finding:
    """`evidence` names a domain, an organisation or days, never an address or a person."""

    kind: ConflictKind
    sure: bool
    evidence: str


def findings(judge: Judge, team: Team) -> list[Finding]:
    """All that speaks for a conflict; at most one of each kind, a sure one before an unsure."""
    found: dict[ConflictKind, Finding] = {}
    one_of_them = judge.person_id in team.people  # whose own address is among the team's
    for finding in (*_on_record(judge, team), *(() if one_of_them else _by_address(judge, team))):
        before = found.get(finding.kind)
        if before is None or (finding.sure and not before.sure):
            found[finding.kind] = finding
    return list(found.values())


def _on_record(judge: Judge, team: Team) -> list[Finding]:
    found = []
    if judge.person_id in team.people or team.organisation_id in judge.organisations:
        found.append(Finding(ConflictKind.EMPLOYER, sure=True, evidence="team"))
    shared = [name for id_, name in judge.organisations.items() if id_ in team.organisations]
    if shared:
        found.append(Finding(ConflictKind.SAME_ORGANISATION, sure=True, evidence=min(shared)))
    if (mentoring := judge.mentored.get(team.startup_id)) is not None:
        found.append(Finding(ConflictKind.MENTOR, sure=True, evidence=mentoring.evidence))
    return found


def _by_address(judge: Judge, team: Team) -> list[Finding]:
    found = []
    theirs = {domain_of(address) for address in team.addresses} | {site_domain(team.website)}
    theirs -= PUBLIC_MAIL | {""}
    for addresses, sure in ((judge.verified, True), (judge.unverified, False)):
        if addresses & team.addresses:
            found.append(Finding(ConflictKind.EMPLOYER, sure=sure, evidence="address"))
        for domain in sorted({domain_of(address) for address in addresses} & theirs):
            found.append(Finding(ConflictKind.SAME_ORGANISATION, sure=sure, evidence=domain))
    return found


def domain_of(address: str) -> str:
    """Of an e-mail address, in small letters."""
    return address.rpartition("@")[2].strip().lower()


def site_domain(url: str) -> str:
    """Of a web address, without `www.`."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
