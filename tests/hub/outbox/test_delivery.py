"""What is written is sent: in order, with patience, and never to somebody who must not get it."""

from datetime import timedelta

import pytest

from hub.config import ROOT
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.outbox import delivery
from hub.outbox.delivery import Fate, claim_next, deliver
from hub.outbox.invariants import problems
from hub.outbox.letters import Receiver
from hub.outbox.models import Category, Message, MessageState
from hub.outbox.rendering import receiver_key
from hub.outbox.services import (
    forget_old_mail,
    hold_outgoing,
    release_outgoing,
    retry,
    retry_all_failed,
    turn_off,
)
from hub.outbox.transport import transport_for
from tests.factories import MONDAY, a_person
from tests.hub.outbox.catcher import HANG, RESET, Catcher
from tests.hub.outbox.letters import AYU, BEN, written
from tests.live import free_port

pytestmark = pytest.mark.usefixtures("letters")
SENDER = "Future City Hub <hub@futurecityhub.example>"


def sent_by(server: Catcher, *, after: timedelta = timedelta(0)) -> dict[Fate, int]:
    """What one run of the job does; only the fates that somebody met."""
    with frozen_at(MONDAY + after), transport_for(server.url, root=ROOT) as way_out:
        fates = deliver(way_out, sender=SENDER)
    db.session.expire_all()
    return {fate: number for fate, number in fates.items() if number}


def test_a_message_is_sent_once(server):
    message = written()

    assert sent_by(server) == {Fate.SENT: 1}
    assert sent_by(server) == {}
    assert server.named() == [message.message_id]
    assert server.envelopes == [("hub@futurecityhub.example", ["ayu@people.example"])]
    assert (message.state, message.sent_at, message.attempts) == (MessageState.SENT, MONDAY, 1)


def test_a_run_of_messages_takes_one_connection(server):
    for number in range(5):
        written(f"{number}")

    sent_by(server)

    assert (len(server.received), server.connections) == (5, 1)


def test_what_a_secret_stood_in_is_wiped_once_sent(server):
    message = written("secret", confidential=True)

    sent_by(server)

    assert (message.text, message.html) == ("", "")
    assert "secret" in server.received[0].get_body(("plain",)).get_content()


def test_not_now_is_tried_again_with_growing_patience(server):
    message = written()
    server.to_receiver.extend(["451 4.3.0 later", "450 4.2.0 later"])

    assert sent_by(server) == {Fate.LATER: 1}
    first = message.next_attempt_at - MONDAY
    assert timedelta(seconds=54) <= first <= timedelta(seconds=66)
    assert message.last_error == "451 4.3.0 to the receiver"

    assert sent_by(server, after=first - timedelta(seconds=1)) == {}
    assert sent_by(server, after=first) == {Fate.LATER: 1}
    second = message.next_attempt_at - MONDAY
    assert timedelta(seconds=270) <= second - first <= timedelta(seconds=330)
    assert sent_by(server, after=second) == {Fate.SENT: 1}
    assert (message.attempts, message.last_error) == (3, "")
    assert server.named() == [message.message_id]


def test_never_is_given_up_at_once_and_can_be_retried(server):
    message = written()
    server.to_receiver.append("550 5.1.1 <ayu@people.example>: no such person")

    assert sent_by(server) == {Fate.FAILED: 1}
    assert (message.state, message.last_error) == (MessageState.FAILED, "550 5.1.1 to the receiver")

    with transaction():
        retry(db.session.get(Message, message.id), by=None)
    assert sent_by(server) == {Fate.SENT: 1}
    assert server.named() == [message.message_id]


def test_a_refused_text_is_given_up_too(server):
    message = written()
    server.to_text.append("554 5.6.0 spam")

    assert sent_by(server) == {Fate.FAILED: 1}
    assert message.last_error == "554 5.6.0 to the text"


def test_a_refused_message_does_not_hold_up_the_others(server):
    written("1")
    written("2", to=BEN)
    server.to_receiver.append("550 5.1.1 no such person")

    assert sent_by(server) == {Fate.FAILED: 1, Fate.SENT: 1}


def test_a_server_that_hangs_is_left_after_a_while(server):
    message = written()
    server.to_text.append(HANG)
    server.patience = 1

    assert sent_by(server) == {Fate.LATER: 1}
    assert message.last_error == "no answer: TimeoutError"
    server.patience = 60
    assert sent_by(server, after=timedelta(minutes=2)) == {Fate.SENT: 1}


def test_an_answer_that_is_lost_leads_to_a_repeat_with_the_same_name(server):
    message = written()
    server.to_text.append(RESET)

    assert sent_by(server) == {Fate.LATER: 1}
    assert sent_by(server, after=timedelta(minutes=2)) == {Fate.SENT: 1}

    assert server.named() == [message.message_id, message.message_id]
    assert server.received[0]["Date"] == server.received[1]["Date"]


def test_after_three_days_it_is_given_up(server):
    message = written()
    server.to_receiver.extend(["451 4.3.0 later"] * 50)
    met, clock = [], timedelta(0)
    while message.state is MessageState.QUEUED:
        clock = message.next_attempt_at - MONDAY
        met += sent_by(server, after=clock)

    assert met == [Fate.LATER] * (len(met) - 1) + [Fate.FAILED]
    assert 8 <= message.attempts <= 10
    assert timedelta(days=3) <= clock <= timedelta(days=4, hours=4)


def test_while_there_is_no_way_out_nothing_is_held_against_a_message(app):
    message = written()
    dead = Catcher(free_port())

    for minute in range(60):
        assert sent_by(dead, after=timedelta(minutes=minute)) in ({Fate.STUCK: 1}, {})

    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert message.last_error == "the mail server: ConnectionRefusedError"
    assert message.next_attempt_at <= MONDAY + timedelta(minutes=61)


def test_after_an_outage_each_person_gets_their_mail_in_order(server):
    dead = Catcher(free_port())
    for number in range(6):
        with frozen_at(MONDAY + timedelta(minutes=number)):
            written(f"{number}", to=AYU if number % 2 else BEN)
        sent_by(dead, after=timedelta(minutes=number))

    for half_minute in range(14, 30):
        sent_by(server, after=timedelta(seconds=30 * half_minute))

    subjects = [message["Subject"] for message in server.received]
    assert [s for s in subjects if s[-1] in "135"] == ["Hello 1", "Hello 3", "Hello 5"]
    assert [s for s in subjects if s[-1] in "024"] == ["Hello 0", "Hello 2", "Hello 4"]


def test_a_message_with_a_long_wait_holds_nobody_up(server):
    written("slow")
    server.to_receiver.extend(["451 4.3.0 later", "451 4.3.0 later"])
    sent_by(server)
    sent_by(server, after=timedelta(minutes=2))
    with frozen_at(MONDAY + timedelta(minutes=3)):
        written("quick")

    assert sent_by(server, after=timedelta(minutes=3)) == {Fate.SENT: 1}
    assert [message["Subject"] for message in server.received] == ["Hello quick"]


def test_while_one_is_on_its_way_the_next_to_the_same_person_waits(app):
    first, _second, other = written("1"), written("2"), written("3", to=BEN)

    with transaction():
        claimed = [claim_next(), claim_next(), claim_next()]

    assert [each and each.id for each in claimed] == [first.id, other.id, None]


def test_nothing_leaves_while_it_is_held_back(server):
    written()
    with transaction():
        hold_outgoing("restored from yesterday's backup")

    assert sent_by(server) == {}

    with transaction():
        assert release_outgoing(None)
    assert sent_by(server) == {Fate.SENT: 1}


def test_who_turned_a_kind_of_mail_off_gets_not_even_what_waits(server):
    message = written(category="reminders")
    service = written("service")
    with transaction():
        turn_off(receiver_key(None, "ayu@people.example"), Category.REMINDERS)

    assert sent_by(server) == {Fate.DROPPED: 1, Fate.SENT: 1}
    assert message.state is MessageState.DROPPED
    assert service.state is MessageState.SENT


def test_a_closed_account_gets_no_mail(server):
    person = a_person(disabled_at=MONDAY)
    message = written(to=Receiver(person.email, person.name, "en", "UTC", user_id=person.id))

    assert sent_by(server) == {Fate.DROPPED: 1}
    assert message.last_error == "the account is closed"


def test_a_reminder_of_what_is_past_is_not_sent(server):
    message = written(useful_until=MONDAY + timedelta(hours=1))

    assert sent_by(server, after=timedelta(hours=1)) == {Fate.DROPPED: 1}
    assert message.last_error == "too late to be of use"


def test_a_message_that_cannot_be_put_together_holds_nobody_up(server, monkeypatch):
    broken, good = written("1"), written("2", to=BEN)
    compose = delivery.compose

    def failing(parcel, *, sender):
        if parcel.message_id == broken.message_id:
            raise LookupError("unknown encoding")
        return compose(parcel, sender=sender)

    monkeypatch.setattr(delivery, "compose", failing)

    assert sent_by(server) == {Fate.FAILED: 1, Fate.SENT: 1}
    assert (broken.state, good.state) == (MessageState.FAILED, MessageState.SENT)


def test_what_a_dead_process_was_sending_is_sent_again_after_its_lease(server, monkeypatch):
    message = written()
    with transaction():
        claim_next()

    assert sent_by(server) == {}
    real = delivery.lease_clock
    monkeypatch.setattr(delivery, "lease_clock", lambda: real() + delivery.LEASE_SECONDS + 1)
    assert sent_by(server) == {Fate.SENT: 1}
    assert (server.named(), message.fence) == ([message.message_id], 2)


def test_who_was_overtaken_marks_nothing(server, monkeypatch):
    message = written()
    with transaction():
        late = claim_next()
    real = delivery.lease_clock
    monkeypatch.setattr(delivery, "lease_clock", lambda: real() + delivery.LEASE_SECONDS + 1)
    sent_by(server)

    with transaction():
        fate = delivery._mark(late, delivery.Refused("550 to the receiver"))

    db.session.expire_all()
    assert fate is Fate.OVERTAKEN
    assert message.state is MessageState.SENT


def test_all_that_was_given_up_goes_out_again(server):
    written("1")
    written("2", to=BEN)
    server.to_receiver.extend(["550 no", "550 no"])
    sent_by(server)

    with transaction():
        assert retry_all_failed(by=None) == 2
    assert sent_by(server) == {Fate.SENT: 2}


def test_old_mail_is_forgotten_but_not_what_was_given_up(server):
    written("1")
    refused = written("2", to=BEN)
    server.to_receiver.extend(["250 OK", "550 no"])
    sent_by(server)

    with transaction():
        db.session.query(Message).update({"made_at": MONDAY - timedelta(days=400)})
        assert forget_old_mail() == 1

    assert [message.id for message in db.session.query(Message)] == [refused.id]


def test_the_doctor_finds_what_nobody_delivers(app):
    written()
    assert list(problems()) == []

    with frozen_at(MONDAY + timedelta(hours=2)):
        (problem,) = problems()
    assert problem == "outbox: 1 messages should have left an hour ago; are the jobs running?"
