"""How many guesses are too many, of what, for how long.

Counted per account, per address and in all, so that neither one account from many addresses nor
many accounts from one gets far. A browser in which the person has signed in before counts on its
own, so that a stranger's guesses never lock the owner out.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """`count` tries in a window that begins with the first of them."""

    count: int
    window: timedelta


@dataclass(frozen=True)
class Visitor:
    """Who knocks, as far as counting goes: the network address, and the mark of a browser that the
    person in question has signed in with before (else empty)."""

    address: str
    known_device: str = ""


@dataclass(frozen=True)
class Budget:
    """What a try is counted under, and how many of them there may be."""

    key: str
    limit: Limit


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

KNOWN_DEVICE = (Limit(10, 15 * MINUTE),)
ACCOUNT_FROM_ADDRESS = (Limit(5, 15 * MINUTE), Limit(20, DAY))
ACCOUNT = (Limit(20, HOUR), Limit(60, DAY))
ADDRESS = (Limit(60, 15 * MINUTE),)
EVERYBODY = (Limit(1000, 5 * MINUTE),)
CODES = (Limit(5, 5 * MINUTE), Limit(20, HOUR), Limit(50, DAY))
CODES_KNOWN_DEVICE = (Limit(10, 5 * MINUTE), Limit(60, DAY))
#: Unasked-for mail to one address: more is dropped without a word.
MAIL = (Limit(5, DAY),)
#: Forms that make us write mail, and passkey questions, from one address.
MAILINGS = (Limit(20, HOUR),)
PASSKEY_QUESTIONS = (Limit(120, 15 * MINUTE),)
#: Keys of links that are tried from one address: a right one is no guess.
LINKS = (Limit(20, 15 * MINUTE), Limit(100, DAY))


def password_budgets(account: str, visitor: Visitor) -> list[Budget]:
    """For a guess at the password of the account that an e-mail address names (or does not)."""
    if visitor.known_device:
        return _budgets(f"password:{account}:device:{visitor.known_device}", KNOWN_DEVICE)
    return [
        *_budgets(f"password:{account}:at:{visitor.address}", ACCOUNT_FROM_ADDRESS),
        *_budgets(f"password:{account}", ACCOUNT),
        *_budgets(f"password:at:{visitor.address}", ADDRESS),
        *_budgets("password", EVERYBODY),
    ]


def code_budgets(account: str, visitor: Visitor) -> list[Budget]:
    """For a guess at a code of the second factor, TOTP and recovery alike."""
    if visitor.known_device:
        return _budgets(f"code:{account}:device:{visitor.known_device}", CODES_KNOWN_DEVICE)
    return [*_budgets(f"code:{account}", CODES), *_budgets(f"code:at:{visitor.address}", ADDRESS)]


def mail_budgets(email: str) -> list[Budget]:
    return _budgets(f"mail:{email}", MAIL)


def mailing_budgets(visitor: Visitor) -> list[Budget]:
    return _budgets(f"mailings:at:{visitor.address}", MAILINGS)


def passkey_budgets(visitor: Visitor) -> list[Budget]:
    return _budgets(f"passkey:at:{visitor.address}", PASSKEY_QUESTIONS)


def link_budgets(visitor: Visitor) -> list[Budget]:
    return _budgets(f"link:at:{visitor.address}", LINKS)


def _budgets(key: str, limits: tuple[Limit, ...]) -> list[Budget]:
    return [Budget(f"{key}:{round(limit.window.total_seconds())}", limit) for limit in limits]
