"""The API's part about oneself."""

from hub.accounts.models import TokenScope
from hub.accounts.schemas import MeChange, MeShown
from hub.accounts.services.profile import About, change_profile
from hub.accounts.sign_in import signed_in_person
from hub.web.api import Endpoint, Endpoints

endpoints = Endpoints("You", "The person whose token this is.")


@endpoints.serves(Endpoint("GET", "/me", "Who you are", answers=MeShown))
def me() -> MeShown:
    return MeShown.of(signed_in_person())


@endpoints.serves(
    Endpoint(
        "PATCH",
        "/me",
        "Change your name, language or zone",
        answers=MeShown,
        scope=TokenScope.PROFILE_WRITE,
        body=MeChange,
    )
)
def change_me(body: MeChange) -> MeShown:
    person = signed_in_person()
    about = About(
        name=body.name or person.name,
        language=body.language or person.language,
        zone=body.zone or person.zone,
    )
    change_profile(person, about)
    return MeShown.of(person)
