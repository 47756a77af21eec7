"""Who has been introduced to a space."""

from uuid import UUID

from booking.houses.api.groups import ADMIN, MANAGE, STAFF, introductions, kept_space
from booking.houses.queries.inductions import get_induction, introduced_to
from booking.houses.schemas.houses import IntroductionsAsked, IntroductionShown, NewIntroduction
from booking.spaces import services
from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown, as_seen

ALL = "/spaces/<uuid:space_id>/introductions"


@introductions.serves(
    Endpoint(
        "GET",
        ALL,
        "Who has been introduced to a space, the latest first",
        answers=ListShown[IntroductionShown],
        query=IntroductionsAsked,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
    )
)
def introduced(space_id: UUID, query: IntroductionsAsked) -> ListShown[IntroductionShown]:
    page = introduced_to(
        kept_space(space_id), text=query.search, cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[IntroductionShown.of(each) for each in page.items], next=page.next)


@introductions.serves(
    Endpoint(
        "POST",
        ALL,
        "Note that somebody was shown how a space is used",
        answers=IntroductionShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewIntroduction,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="Whose introduction still counts, has it renewed.",
    )
)
def introduce(space_id: UUID, body: NewIntroduction) -> IntroductionShown:
    space, person = kept_space(space_id), person_called(body.person)
    if person is None:
        sentence = _("Nobody has an account with this address.")
        raise Invalid(sentence, errors={"person": [sentence]})
    made = services.give_induction(
        space, person, valid_until=body.valid_until, by=signed_in_person()
    )
    return IntroductionShown.of(get_induction(space, made.id))


@introductions.serves(
    Endpoint(
        "DELETE",
        f"{ALL}/<uuid:induction_id>",
        "Take an introduction back",
        answers=IntroductionShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
        note="What the person has booked stands.",
    )
)
def take_back_introduction(space_id: UUID, induction_id: UUID) -> IntroductionShown:
    row = get_induction(kept_space(space_id), induction_id)
    as_seen(row.induction, lambda _held: IntroductionShown.of(row))
    services.take_back_induction(row.induction, by=signed_in_person())
    return IntroductionShown.of(row)
