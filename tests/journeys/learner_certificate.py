"""At the end: a paper, a page that anybody may open, a credential that others can check."""

import io
import re
import urllib.request
from urllib.parse import urlsplit

import time_machine
from openbadgeslib.ob3 import OB3Verifier
from pypdf import PdfReader

from hub.core.clock import now
from tests.journeys.learner_story import BUDI, CLASS, SITI, Reader, Story


def take_the_certificate(siti: Reader) -> str:
    """Returns: its number."""
    siti.goes("/learning/certificates")
    siti.reads("Get my certificate")
    siti.picture("certificate-waits")
    siti.press("Get my certificate")
    siti.page.locator(".flash, .notice").first.wait_for()
    said = siti.say("Your certificate is here. Its number is %(number)s.", number="NUMBER")
    found = re.search(re.escape(said).replace("NUMBER", r"([\w-]+)"), siti.text)
    assert found, siti.text
    siti.picture("certificate")
    return found[1]


def save_the_paper(siti: Reader, number: str) -> None:
    paper = PdfReader(io.BytesIO(siti.saves("The certificate (PDF)")))
    printed = " ".join(paper.pages[0].extract_text().split())
    for each in (SITI.name, CLASS, BUDI.name, number, "8 Desember 2026"):
        assert each in printed, (each, printed)


def save_the_credential(siti: Reader) -> str:
    siti.touches(
        siti.page.locator("summary", has_text=siti.say("Other languages, and for wallets"))
    )
    siti.picture("for-wallets")
    return siti.saves("Open Badges 3.0 credential (JWT)").decode()


def check_the_credential(token: str, number: str, *, story: Story) -> None:
    """By a program that is not ours, from what our doors answer anybody."""
    place = urlsplit(story.house.hub.url).netloc

    def download(url: str) -> bytes:
        parts = urlsplit(url)
        assert parts.netloc == place
        with urllib.request.urlopen(f"http://{place}{parts.path}") as answer:
            return bytes(answer.read())

    did = f"did:web:{place.replace(':', '%3A')}"
    with time_machine.travel(now(), tick=True):  # the verifier's clock is the story's
        verifier = OB3Verifier.for_issuer_did(did, download)
        found = verifier.verify(token, check_status=True, download=download)
    assert found.id.endswith(f"/verify/{number}")
    names = [each for each in found.identifiers if each.identity_type == "name"]
    assert [each.identity_hash for each in names] == [SITI.name]


def check_the_number(employer: Reader, number: str) -> None:
    """Typed from the paper, by somebody who is signed in nowhere."""
    employer.goes("/verify")
    employer.picture("verify")
    employer.fills(number=number.lower())
    employer.press("Check it")
    employer.reads("This certificate is valid.")
    for each in (SITI.name, CLASS, BUDI.name, number, "8 Desember 2026", "6 jam"):
        employer.sees(each)
    assert SITI.email not in employer.page.content()
    employer.picture("verified")
