"""While the call is open: founders pass the gate, write, bring somebody in, and hand in."""

import re
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from tests.hub.accounts.stories import PASSWORD
from tests.hub.files.papers import a_pdf
from tests.journeys.intake_call import CALL
from tests.journeys.intake_people import Person
from tests.journeys.mail import Mail


@dataclass(frozen=True)
class Idea:
    """What somebody applies with. `people` is where the cohort's numbers will begin."""

    startup: str
    headline: str
    people: int = 3

    @property
    def weeks(self) -> str:
        return f"{self.headline}: so it begins, and each week another street is counted. " * 5

    @property
    def proof(self) -> str:
        return f"For {self.people} seasons, {self.headline.lower()}, and all shops were open. " * 4


def pass_the_gate(founder: Person, *, runs: str = "yes") -> None:
    """From the public page, without an account."""
    founder.goes(f"/calls/{CALL}")
    founder.picture("call")
    founder.follow("Apply")
    founder.chooses("q-running", runs)
    founder.chooses("q-answerable", "yes")
    founder.press("See whether you may apply")


def be_refused(founder: Person) -> None:
    """The reason stands there, and nothing is kept."""
    pass_the_gate(founder, runs="no")
    founder.reads("This call is not the right one for you, sorry.")
    founder.sees("Ein Pilot braucht etwas, das läuft.")
    founder.picture("refused")


def sign_up(founder: Person) -> None:
    """Newly, on the way to the draft: it is still there afterwards."""
    who = founder.who
    founder.reads("You may apply. Sign in or make an account, and your draft begins.")
    founder.picture("through")
    founder.follow("Make an account")
    founder.fills(name=who.name, email=who.email, password=PASSWORD)
    founder.chooses("zone", who.zone)
    founder.page.locator("[name=privacy]").check()
    founder.press("Make my account")
    founder.goes(founder.mail().link("/sign-up/confirm"))
    founder.press("Yes, open my account")
    founder.picture("home")
    founder.follow("Begin the application")


def begin(founder: Person, idea: Idea) -> None:
    founder.reads("You may apply. For which startup?")
    founder.fills(name=idea.startup)
    founder.picture("startup")
    founder.press("Begin the application")
    founder.reads("Your draft has begun. It is saved as you go.")


def write(founder: Person, idea: Idea) -> None:
    """Everything on one page; with script it saves itself, without it there is a button."""
    page, deck = founder.page, {"name": "deck.pdf", "mimeType": "application/pdf"}
    founder.fills(
        **{"q-headline": idea.headline, "q-proposal": idea.weeks, "q-evidence": idea.proof}
    )
    founder.chooses("q-dimension", "environment")
    founder.chooses("q-city_need", "data")
    founder.fills(**{"q-cost-amount": "150000", "q-full_time": idea.people})
    founder.fills(**{"q-team-0-name": founder.who.name, "q-team-0-role": "Engineer"})
    founder.chooses("q-honest", "yes")
    page.locator("[name='q-deck']").set_input_files(
        {**deck, "buffer": a_pdf(Subject=idea.headline)}
    )
    if founder.who.script:
        founder.page.locator("[data-files] a", has_text="deck.pdf").wait_for()
    founder.picture("written")


def hand_in(founder: Person, idea: Idea) -> str:
    """Returns: the number on the receipt."""
    founder.reads("Nothing is missing.")
    founder.sees(idea.headline)
    founder.picture("looked-over")
    founder.press("Hand in")
    founder.reads("We have your application.")
    number = str(founder.page.locator(".receipt-number").inner_text())
    founder.picture("receipt")
    assert _on_paper(founder, number)
    return number


def _on_paper(founder: Person, number: str) -> bool:
    with founder.page.expect_download() as waiting:
        founder.follow("As a PDF")
    path = Path(waiting.value.path())
    assert number in "".join(page.extract_text() for page in PdfReader(path).pages)
    return bool(waiting.value.suggested_filename == f"{number}-1.pdf")


def invite_a_co_founder(founder: Person, mate: Person) -> None:
    founder.follow("Invite a co-founder")
    founder.fills(email=mate.who.email)
    founder.press("Send the invitation")
    founder.reads("The invitation to %(email)s is on its way.", email=mate.who.email)
    founder.picture("team")
    mate.goes(mate.mail().link("/applications/invitations/"))
    mate.fills(name=mate.who.name, password=PASSWORD)
    mate.page.locator("[name=privacy]").check()
    mate.picture("invited")
    mate.press("Accept and join")
    mate.reads("Welcome to the hub, %(name)s.", name=mate.who.name)
    mate.picture("joined")


def go_on(founder: Person, startup: str) -> None:
    """Another day, from one's own applications; whatever was written is there."""
    founder.goes("/applications")
    founder.opens(startup)
    founder.picture("record")
    founder.follow("Go on writing")


def come_too_late(founder: Person) -> None:
    """The page of the call says so, and so does the gate."""
    founder.goes(f"/calls/{CALL}")
    founder.reads("This call takes no more applications.")
    founder.goes(f"/calls/{CALL}/apply")
    founder.reads("This call has ended.")
    founder.sees(re.compile(r"23[:.]59 WIB"))
    founder.picture("too-late")


def have_receipts(mails: list[Mail], number: str, *, team: list[Person]) -> None:
    """All of the team, each in their language, and nobody else."""
    mine = {str(mail.message["To"]): mail for mail in mails if number in mail.subject}
    assert len(mine) == len(team)
    for person in team:
        (mail,) = [each for to, each in mine.items() if person.who.email in to]
        assert f'lang="{person.who.language}"' in mail.html
