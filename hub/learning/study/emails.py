"""One mail when work was marked, and one for each announcement."""

from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.i18n import speaking
from hub.learning.courses.models import CourseAssignment
from hub.learning.joining.queries.people import people_told
from hub.learning.study.models import Announcement, Submission
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import is_mail_written, send_mail, send_mails
from hub.web.addresses import public_url


def marked(work: Submission, assignment: CourseAssignment) -> None:
    """Each time it is marked; the words are on the page, for they may be long."""
    if not is_mail_written():
        return
    run, person = work.enrolment.run, work.enrolment.user
    with speaking(person.language):
        told = {
            "class_name": in_words(run.name),
            "assignment": in_words(assignment.title),
            "passed": bool(work.passed),
            "points": work.points,
            "possible": work.points_possible,
            "url": public_url("study.assignment", slug=run.slug, key=assignment.key),
        }
    key = f"assignment-marked:{work.id}:{work.version}"
    send_mail(Letter("study/marked", told), to=_receiver(person), key=key)


def announced(made: Announcement) -> int:
    """To everybody with a place and who teaches, once each; how many that are."""
    people = [told.person for told in people_told([made.run_id])[made.run_id]]
    if not is_mail_written():
        return len(people)
    mails = []
    for person in people:
        with speaking(person.language):
            told = {
                "class_name": in_words(made.run.name),
                "title": made.title,
                "text": made.text,
                "author": made.author.name,
                "url": public_url("study.announcements", slug=made.run.slug),
            }
        key = f"class-announcement:{made.id}:{person.id}"
        mails.append((Letter("study/announced", told), _receiver(person), key))
    send_mails(mails)
    return len(people)


def _receiver(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
