"""Who says what completes a class, and who gives and takes certificates."""

from uuid import UUID

from hub.accounts.models import User
from hub.learning.certificates.models import Certificate, Completion
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_manage_run, can_teach
from hub.learning.courses.permissions import managed_programmes


def can_set_rule(person: User | None, run: ClassRun) -> bool:
    """Whoever keeps the class."""
    return can_manage_run(person, run)


def can_judge(person: User | None, run: ClassRun) -> bool:
    """See who has completed, and issue certificates: its instructors, and whoever keeps it."""
    return can_teach(person, run)


def can_issue(person: User | None, completion: Completion) -> bool:
    """Also whoever has completed: what is earned need not be waited for."""
    enrolment = completion.enrolment
    own = person is not None and person.is_active and enrolment.user_id == person.id
    return own or can_judge(person, enrolment.run)


def can_have(person: User | None, certificate: Certificate) -> bool:
    """The paper and the credential: its person, and those who issue it."""
    own = person is not None and certificate.user_id == person.id
    return own or can_judge(person, certificate.run)


def can_revoke(person: User | None, certificate: Certificate) -> bool:
    return can_manage_run(person, certificate.run)


def can_reissue(person: User | None, certificate: Certificate) -> bool:
    """After a change of name: its person, and whoever keeps the class."""
    own = person is not None and person.is_active and certificate.user_id == person.id
    return own or can_manage_run(person, certificate.run)


def programmes_of(person: User) -> set[UUID] | None:
    """Whose trained organisations somebody sees; None: all."""
    return managed_programmes(person)
