"""Applications that are still being written, through the same services as everybody's."""

from collections.abc import Iterable

from accelerator.applications.models import Application, TeamRole
from accelerator.applications.queries.applications import answers_of
from accelerator.applications.services import (
    Given,
    begin,
    comment,
    save_answers,
)
from accelerator.applications.services.teams import add
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.demo.accelerator.teams import Team, come
from hub.demo.accelerator.writing import answers, gate_answers, since_last_time
from hub.demo.people.making import arrive
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.organisations.models import MemberRole
from hub.organisations.services import add_member

#: Writes with the founder of the demo accounts.
COFOUNDER = Newcomer(
    "Rizky Maharani", "rizky@warga-air.example", "id", "Asia/Jakarta", consent=PRIVACY_VERSION
)
#: What the demo founder has answered so far, and what their co-founder has.
BY_FOUNDER = ("headline", "team", "full_time", "city", "sector", "dimension", "problem", "website")
BY_COFOUNDER = ("solution", "others", "users", "earning", "proof")


def begin_draft(world: World, team: Team, *, cohort: Cohort, share: float) -> Application:
    """A draft in which about so much of everything is answered."""
    come(world, team)
    written = answers(team, form="long_form")
    keys = [key for key in written if key not in gate_answers(team, form="long_form")]
    with by_hand_of(team.its_owner):
        application = _begun(team, cohort)
        _save(application, team, keys=keys[: int(share * len(keys))], by=team.its_owner)
    return application


def begin_founders_draft(world: World, team: Team, *, cohort: Cohort) -> Application:
    """Half-written, by two."""
    come(world, team)
    application = _begun(team, cohort)
    with by_hand_of(team.its_owner):
        _save(application, team, keys=BY_FOUNDER, by=team.its_owner)
    return application


def bring_cofounder(world: World, team: Team, *, application: Application) -> None:
    assert team.startup is not None  # noqa: S101 - the draft has begun
    person = arrive(world, COFOUNDER)
    with by_hand_of(person):
        add_member(team.startup.organisation, person, part=MemberRole.MEMBER)
        add(application, person, role=TeamRole.EDIT)
        _save(application, team, keys=BY_COFOUNDER, by=person)
        comment(
            application,
            "Angka pengguna sudah kuisi per akhir bulan lalu. Bagian keuangan aku kerjakan Kamis,"
            " setelah bertemu Bu Sumarni.",
            by=person,
            key="users",
        )
    world.members[team.name].append(person)


def answer_back(team: Team, application: Application) -> None:
    with by_hand_of(team.its_owner):
        comment(
            application,
            "Siap. Untuk masalahnya, ceritakan juga gang sebelah: di sana air baru menyala jam dua"
            " pagi.",
            by=team.its_owner,
            key="problem",
        )


def _begun(team: Team, cohort: Cohort) -> Application:
    with by_hand_of(team.its_owner):
        return begin(
            cohort,
            startup=team.its_startup,
            gate=gate_answers(team, form="long_form"),
            by=team.its_owner,
            language=team.language,
        )


def _save(application: Application, team: Team, *, keys: Iterable[str], by: User) -> None:
    written = answers(team, form="long_form") | {"since-last-time": since_last_time(team)}
    standing = answers_of(application)
    wanted = [key for key in written if key in set(keys)]
    given = {
        key: Given(written[key], standing[key].version if key in standing else 0) for key in wanted
    }
    save_answers(application, given, by=by)
