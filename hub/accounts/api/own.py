"""What the hub keeps for oneself: tokens, sign-ins, which mail one wants, what one did."""

from uuid import UUID

from hub.accounts.api.me import endpoints
from hub.accounts.models import TokenScope
from hub.accounts.queries.factors import live_sign_ins_of
from hub.accounts.queries.history import people_in
from hub.accounts.queries.tokens import token_of, tokens_of
from hub.accounts.schemas import (
    EntryShown,
    MailChange,
    MailShown,
    SignInsEndedShown,
    SignInShown,
    TokenShown,
)
from hub.accounts.services.sessions import end_sign_in, end_sign_ins
from hub.accounts.services.tokens import revoke_token
from hub.accounts.sign_in import oneself
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.history.queries import history_of
from hub.outbox.queries import turned_off_by
from hub.outbox.rendering import receiver_key
from hub.outbox.services import turn_off, turn_on
from hub.web.api import Endpoint, ListShown, Paged

WRITES = TokenScope.PROFILE_WRITE


@endpoints.serves(
    Endpoint(
        "GET",
        "/me/tokens",
        "Your tokens",
        answers=ListShown[TokenShown],
        note="Tokens are made on the page of your account, where you prove who you are: a token "
        "that makes tokens would outlive its own end.",
    )
)
def my_tokens() -> ListShown[TokenShown]:
    return ListShown(items=[TokenShown.of(each) for each in tokens_of(oneself())])


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/me/tokens/<uuid:token_id>",
        "Revoke a token",
        answers=TokenShown,
        scope=WRITES,
        refuses=(NotFound,),
        note="Also this one: it is refused from the next call on.",
    )
)
def revoke_my_token(token_id: UUID) -> TokenShown:
    token = token_of(oneself(), token_id)
    revoke_token(token)
    return TokenShown.of(token)


@endpoints.serves(
    Endpoint("GET", "/me/sign-ins", "Where you are signed in", answers=ListShown[SignInShown])
)
def my_sign_ins() -> ListShown[SignInShown]:
    return ListShown(items=[SignInShown.of(each) for each in live_sign_ins_of(oneself())])


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/me/sign-ins",
        "Sign out on every device",
        answers=SignInsEndedShown,
        scope=WRITES,
        note="Tokens stay as they are.",
    )
)
def end_my_sign_ins() -> SignInsEndedShown:
    person = oneself()
    ended = end_sign_ins(person, by=person, reason="signed out everywhere")
    return SignInsEndedShown(ended=ended)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/me/sign-ins/<uuid:sign_in_id>",
        "Sign out on one device",
        answers=SignInShown,
        scope=WRITES,
        refuses=(NotFound,),
    )
)
def end_my_sign_in(sign_in_id: UUID) -> SignInShown:
    person = oneself()
    found = next((each for each in live_sign_ins_of(person) if each.id == sign_in_id), None)
    if found is None:
        raise NotFound(_("This sign-in is over already."))
    end_sign_in(found, by=person, reason="ended from the list")
    return SignInShown.of(found)


@endpoints.serves(Endpoint("GET", "/me/mail", "Which mail you want", answers=MailShown))
def my_mail() -> MailShown:
    person = oneself()
    return MailShown.without(turned_off_by(receiver_key(person.id, person.email)))


@endpoints.serves(
    Endpoint(
        "PATCH",
        "/me/mail",
        "Choose which mail you want",
        answers=MailShown,
        scope=WRITES,
        body=MailChange,
    )
)
def change_my_mail(body: MailChange) -> MailShown:
    person = oneself()
    receiver = receiver_key(person.id, person.email)
    for category, wanted in body.wanted().items():
        (turn_on if wanted else turn_off)(receiver, category)
    return MailShown.without(turned_off_by(receiver))


@endpoints.serves(
    Endpoint(
        "GET",
        "/me/history",
        "What happened to your account, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
    )
)
def my_history(query: Paged) -> ListShown[EntryShown]:
    page = history_of(oneself(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)
