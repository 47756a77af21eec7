"""Who may stand in which door: every address and method of the hub, written down by hand.

`test_matrix` compares it with the routes as they are, and then knocks at each door as everybody. A
new route fails until somebody has thought about who may enter and has said so here.

A capability's own file may also bring, for `test_other_peoples_things`: `ids(things)`, the ids of
one of each of its things by their names in addresses; `within(pattern)`, other names for parts of
addresses that lie in them; `TOLD`, bodies that its API accepts, by
method and end of the address; `SHOWN_TO_PEOPLE`, doors behind which everybody may look.

`everyone` needs no account, `people` any account (whether the thing is theirs is for the service to
say, see `test_other_peoples_things`); anything else is the permission that it takes somewhere.
"""

import re

from hub.accounts.models import Role
from tests.architecture import (
    matrix_applications,
    matrix_attendance,
    matrix_bookings,
    matrix_certificates,
    matrix_classes,
    matrix_courses,
    matrix_enrolments,
    matrix_figures,
    matrix_forms,
    matrix_front_desk,
    matrix_houses,
    matrix_interviews,
    matrix_joining,
    matrix_matching,
    matrix_mentor_days,
    matrix_mentors,
    matrix_participations,
    matrix_programmes,
    matrix_reviews,
    matrix_selection,
    matrix_sessions,
    matrix_spaces,
    matrix_startups,
    matrix_study,
    matrix_teaching,
)

MORE = (
    matrix_applications,
    matrix_bookings,
    matrix_certificates,
    matrix_attendance,
    matrix_courses,
    matrix_enrolments,
    matrix_classes,
    matrix_figures,
    matrix_forms,
    matrix_front_desk,
    matrix_houses,
    matrix_interviews,
    matrix_joining,
    matrix_matching,
    matrix_mentors,
    matrix_mentor_days,
    matrix_participations,
    matrix_programmes,
    matrix_reviews,
    matrix_selection,
    matrix_sessions,
    matrix_spaces,
    matrix_startups,
    matrix_teaching,
    matrix_study,
)

#: No account is needed.
EVERYONE = """
GET              /
GET              /api/docs
GET              /api/docs/<chapter>
GET              /api/v1/openapi.json
GET POST         /confirm-email
GET POST         /forgot-password
GET              /forgot-password/sent
GET              /healthz
GET              /invitations/<key>
POST             /invitations/<key>/join
GET              /language/<code>
GET POST         /mail/stop/<token>
GET              /metrics
GET              /organisations
GET              /organisations/<organisation_id>
POST             /passkeys/question
GET              /photos/<file_id>
GET              /photos/<file_id>/<side>
GET              /privacy
GET              /problems/<code>
GET              /readyz
GET POST         /reset-password
GET POST         /sign-in
GET POST         /sign-in/code
POST             /sign-in/demo
POST             /sign-in/passkey
POST             /sign-out
GET POST         /sign-up
GET POST         /sign-up/confirm
GET              /sign-up/sent
GET              /sites
GET              /sites/<code>
GET              /spaces
GET              /spaces/<site>/<slug>
GET              /spaces/mark
POST             /spaces/hold
GET              /static/<filename>
"""

#: Whoever has signed in; the API knows them by their token.
PEOPLE = """
GET POST         /account/authenticator
POST             /account/authenticator/remove
GET POST         /account/confirm
POST             /account/confirm/passkey
GET POST         /account/email
GET              /account/email/sent
GET POST         /account/mail
POST             /account/passkeys
POST             /account/passkeys/<passkey_id>/remove
POST             /account/passkeys/question
GET POST         /account/password
POST             /account/photo
POST             /account/photo/remove
GET POST         /account/profile
POST             /account/recovery-codes
GET              /account/second-factor
GET              /account/security
POST             /account/sign-ins/<sign_in_id>/end
POST             /account/sign-ins/end
POST             /account/stop-acting
GET POST         /account/tokens
POST             /account/tokens/<token_id>/revoke
GET              /api/v1/availability
GET POST         /api/v1/bookings
GET PATCH DELETE /api/v1/bookings/<booking_id>
POST             /api/v1/bookings/<booking_id>/confirm
GET              /api/v1/bookings/<booking_id>/history
GET PATCH        /api/v1/me
GET              /api/v1/me/history
GET PATCH        /api/v1/me/mail
GET DELETE       /api/v1/me/sign-ins
DELETE           /api/v1/me/sign-ins/<sign_in_id>
GET              /api/v1/me/tokens
DELETE           /api/v1/me/tokens/<token_id>
GET POST         /api/v1/organisations
GET PATCH        /api/v1/organisations/<organisation_id>
POST             /api/v1/organisations/<organisation_id>/archive
GET              /api/v1/organisations/<organisation_id>/history
GET POST         /api/v1/organisations/<organisation_id>/invitations
DELETE           /api/v1/organisations/<organisation_id>/invitations/<invitation_id>
POST             /api/v1/organisations/<organisation_id>/invitations/<invitation_id>/again
GET              /api/v1/organisations/<organisation_id>/members
PATCH DELETE     /api/v1/organisations/<organisation_id>/members/<membership_id>
POST             /api/v1/organisations/<organisation_id>/restore
GET              /api/v1/sites
GET              /api/v1/sites/<code>
GET              /api/v1/spaces
GET              /api/v1/spaces/<space_id>
GET              /api/v1/spaces/<space_id>/check
GET              /bookings
GET              /bookings/<booking_id>
GET              /bookings/<booking_id>.ics
GET POST         /bookings/<booking_id>/cancel
GET POST         /bookings/<booking_id>/checkout
GET POST         /bookings/<booking_id>/move
GET              /files/<file_id>
POST             /invitations/<key>/accept
GET POST         /organisations/<organisation_id>/archive
GET POST         /organisations/<organisation_id>/edit
POST             /organisations/<organisation_id>/invitations/<invitation_id>/again
POST             /organisations/<organisation_id>/invitations/<invitation_id>/take-back
GET POST         /organisations/<organisation_id>/leave
GET              /organisations/<organisation_id>/members
GET POST         /organisations/<organisation_id>/members/<membership_id>
POST             /organisations/<organisation_id>/members/<membership_id>/remove
POST             /organisations/<organisation_id>/members/invitations
POST             /organisations/<organisation_id>/restore
GET POST         /organisations/new
"""

#: Whoever has been given the permission, anywhere.
STAFF = """
GET              /admin/history                                           history:see
GET              /admin/history.csv                                       history:see
GET              /admin/invitations                                       people:manage
POST             /admin/invitations/<invitation_id>/again                 people:manage
POST             /admin/invitations/<invitation_id>/take-back             people:manage
GET POST         /admin/invitations/new                                   people:manage
GET              /admin/mail                                              operations:see
GET              /admin/mail/<message_id>                                 operations:manage
POST             /admin/mail/<message_id>/retry                           operations:manage
GET POST         /admin/mail/hold                                         operations:manage
GET POST         /admin/mail/release                                      operations:manage
POST             /admin/mail/retry                                        operations:manage
GET              /admin/people                                            people:see
GET              /admin/people/<person_id>                                people:see
GET POST         /admin/people/<person_id>/act                            people:act-for
GET POST         /admin/people/<person_id>/close                          people:manage
POST             /admin/people/<person_id>/open                           people:manage
POST             /admin/people/<person_id>/roles                          roles:grant
GET POST         /admin/people/<person_id>/roles/<grant_id>/end           roles:grant
GET POST         /api/v1/calendar-imports                                  calendars:import
GET DELETE       /api/v1/calendar-imports/<import_id>                      calendars:import
POST             /api/v1/calendar-imports/<import_id>/apply                calendars:import
GET              /api/v1/history                                           history:see
GET POST         /api/v1/invitations                                       people:manage
DELETE           /api/v1/invitations/<invitation_id>                       people:manage
POST             /api/v1/invitations/<invitation_id>/again                 people:manage
POST             /api/v1/organisations/<organisation_id>/unverify          organisations:manage
POST             /api/v1/organisations/<organisation_id>/verify            organisations:manage
GET              /api/v1/outbox                                            operations:see
GET              /api/v1/outbox/<message_id>                               operations:manage
GET              /api/v1/outbox/hold                                       operations:see
POST DELETE      /api/v1/outbox/hold                                       operations:manage
POST             /api/v1/outbox/<message_id>/retry                         operations:manage
POST             /api/v1/outbox/retry                                      operations:manage
GET              /api/v1/people                                            people:see
GET              /api/v1/people/<person_id>                                people:see
GET              /api/v1/people/<person_id>/history                        people:see
POST             /api/v1/people/<person_id>/close                          people:manage
POST             /api/v1/people/<person_id>/grants                         roles:grant
DELETE           /api/v1/people/<person_id>/grants/<grant_id>              roles:grant
POST             /api/v1/people/<person_id>/reopen                         people:manage
GET POST         /calendars/import                                        calendars:import
GET              /calendars/imports                                       calendars:import
GET POST         /calendars/imports/<import_id>                           calendars:import
POST             /calendars/imports/<import_id>/put-away                  calendars:import
GET POST         /organisations/<organisation_id>/unverify                organisations:manage
POST             /organisations/<organisation_id>/verify                  organisations:manage
"""

#: Staff may open these before their sign-in has seen a second factor, to get there.
BEFORE_SECOND_FACTOR = """
POST             /passkeys/question
GET POST         /sign-in
POST             /sign-out
GET POST         /account/authenticator
GET POST         /account/confirm
POST             /account/confirm/passkey
POST             /account/passkeys
POST             /account/passkeys/question
GET              /account/second-factor
"""

#: Doors with another behind them: these roles pass it, for the whole platform; others hear 403.
#: The whole history is for those who may see all of it; the rest see it on each record.
SEE_ALL_HISTORY = {
    Role.ADMIN, Role.AUDITOR, Role.FINANCE, Role.HUB_MANAGER, Role.PROGRAMME_MANAGER
}  # fmt: skip
FURTHER = {
    "/admin/history": SEE_ALL_HISTORY,
    "/admin/history.csv": SEE_ALL_HISTORY,
    "/api/v1/history": SEE_ALL_HISTORY,
    "/api/v1/people/<person_id>/history": SEE_ALL_HISTORY,
}

#: Parts of a form, as the house's pilot call has them, by their key.
KEYS = {"/sections/": "proposal", "/questions/": "headline", "/rules/": "not_running"}

Door = tuple[str, str]  # method, address


def doors(table: str) -> dict[Door, str]:
    """(method, address) → the last column: the permission, or nothing."""
    found: dict[Door, str] = {}
    for line in filter(None, table.splitlines()):
        before, address, after = re.split(r"(/\S*)", line, maxsplit=1)
        for method in before.split():
            assert (method, address) not in found, f"{method} {address} stands there twice"
            found[method, address] = after.strip()
    return found


MATRIX: dict[Door, str] = (
    dict.fromkeys(doors("".join((EVERYONE, *(more.EVERYONE for more in MORE)))), "everyone")
    | dict.fromkeys(doors("".join((PEOPLE, *(more.PEOPLE for more in MORE)))), "people")
    | doors("".join((STAFF, *(more.STAFF for more in MORE))))
)
