"""What we write to mentors about a cohort."""

from accelerator.mentors.models import MentorPlaces
from accelerator.vocabulary.words import in_words
from hub.core.i18n import speaking
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import send_mail
from hub.web.addresses import public_url


def asked_to_mentor(said: MentorPlaces) -> None:
    """Would they mentor startups of this cohort, and how many."""
    person, cohort = said.mentor.user, said.cohort
    receiver = Receiver(person.email, person.name, person.language, person.zone, person.id)
    with speaking(person.language):
        values = {
            "cohort": in_words(cohort.name),
            "asked_by": said.asked_by.name,
            "organisation": said.organisation.name if said.organisation else "",
            "places": said.places,
            "starts_on": cohort.starts_on,
            "ends_on": cohort.ends_on,
            "url": public_url("mentors.mine"),
        }
    letter = Letter("mentors/asked", values)
    send_mail(letter, to=receiver, key=f"mentor-asked:{said.id}:{said.version}")
