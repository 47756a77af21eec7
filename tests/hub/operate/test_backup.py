"""A backup holds everything of one moment, and nothing else counts as one."""

import io
import os
import signal
import stat
import tarfile
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import DBAPIError

from hub.core.ids import new_id
from hub.operate.backup import archive
from hub.operate.backup.archive import BadArchive, verified
from hub.operate.backup.making import NothingToBackUp, back_up
from hub.operate.backup.restoring import NotEmpty, restore
from hub.operate.backup.rows import KINDS, shapes
from hub.operate.migrations import current_revision, newest_revision
from hub.organisations.models import Holiday, Site
from tests.empty_database import empty_engine
from tests.forks import connected, in_processes
from tests.hub.operate.worlds import contents, filled
from tests.migrations.rows import SITE

ENGINE = os.environ.get("HUB_TEST_ENGINE", "sqlite")


@pytest.fixture
def engine(tmp_path):
    with empty_engine(tmp_path) as engine:
        yield engine


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "photo-96").write_bytes(b"\x89PNG not really")
    return folder


def made(engine, tmp_path, files):
    target = tmp_path / "hub.tar.gz"
    back_up(engine, target, files=files, instance="http://hub.example")
    return target


def bring_back(engine, path, tmp_path, *, replace=False):
    return restore(
        engine, path, files=tmp_path / "back", replace=replace, then=lambda _connection: None
    )


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_what_was_backed_up_comes_back_on_either_engine(engine, tmp_path, files, other):
    if "postgresql" in {other} - {ENGINE}:
        pytest.skip("PostgreSQL is at hand when it is under test")
    path = made(filled(engine), tmp_path, files)

    with empty_engine(tmp_path, other) as target:
        bring_back(target, path, tmp_path)

        assert contents(target) == contents(engine)
    assert (tmp_path / "back" / "ab" / "photo-96").read_bytes() == b"\x89PNG not really"


def test_a_backup_of_an_older_version_is_restored_and_brought_up_to_date(engine, tmp_path, files):
    path = made(filled(engine, "0004"), tmp_path, files)
    before, spaces = contents(engine), spaces_of_then(engine)

    with empty_engine(tmp_path) as target:
        bring_back(target, path, tmp_path)

        after = contents(target)
        with target.connect() as connection:
            assert current_revision(connection) == newest_revision()
        assert spaces_of_then(target) == spaces
    # Spaces have columns since that they had not then.
    same = before.keys() - {"spaces"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["spaces"][0] == before["spaces"][0] == 1
    assert after["bookings"][0] == 0


def spaces_of_then(engine):
    told = "SELECT name, slug, kind, capacity_people, hourly_rate_minor, position FROM spaces"
    with engine.connect() as connection:
        return connection.execute(text(told)).all()


def test_counters_are_rebuilt_by_the_rows_that_they_count(engine, tmp_path, files):
    filled(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM occupancies"))
        unit = connection.scalar(text("SELECT id FROM units"))
        seats = {"i": str(new_id()) if ENGINE == "postgresql" else new_id().hex, "u": unit}
        connection.execute(
            text("""INSERT INTO units (id, site_id, name, pooled, places)
            SELECT :i, site_id, 'Seats', true, 9 FROM units WHERE id = :u"""),
            seats,
        )
        connection.execute(
            text("""INSERT INTO occupancies (id, unit_id, pooled, quantity, starts_at, ends_at,
            taker_kind, taker_id) VALUES (:i, :i, true, 4, '2026-11-23 07:00:00.000000',
            '2026-11-23 08:00:00.000000', 'closure', :i)"""),
            seats,
        )
    path = made(engine, tmp_path, files)

    with empty_engine(tmp_path) as target:
        bring_back(target, path, tmp_path)

        with target.connect() as connection:
            used = connection.scalars(text("SELECT used FROM place_counters")).all()
    assert used == [4, 4, 4, 4]
    assert "place_counters" not in verified(path).tables


def test_a_backup_is_for_its_owners_eyes_only(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_column_of_the_models_can_be_backed_up(engine):
    filled(engine)

    with engine.connect() as connection:
        kinds = {kind for shape in shapes(connection) for kind in shape.kinds.values()}

    assert kinds <= KINDS.keys()


def test_a_database_without_tables_is_nothing_to_back_up(engine, tmp_path, files):
    with pytest.raises(NothingToBackUp):
        made(engine, tmp_path, files)

    assert not (tmp_path / "hub.tar.gz").exists()


def write_pairs(url):
    """A row in each of two tables in every transaction, as fast as it goes, until killed."""
    engine = connected(url)
    while True:
        name = new_id().hex[-12:]
        with engine.connect() as connection:
            connection.execution_options(sqlite_begin="IMMEDIATE")
            with connection.begin():
                connection.execute(insert(Site).values(site(name)))
                connection.execute(insert(Holiday).values(holiday(name)))


def holiday(name):
    return {
        "id": new_id(), "site_id": SITE, "day": date.min + timedelta(int(name, 16) % 3_000_000),
        "name": name, "closed": False, "source": "staff",
    }  # fmt: skip


def site(name):
    return {
        "id": new_id(), "code": name[-8:], "name": name, "city": "Jakarta", "currency": "IDR",
        "zone": "Asia/Jakarta", "holiday_calendar": "ID", "address": "",
    }  # fmt: skip


def test_a_backup_under_load_shows_one_moment(engine, tmp_path, files):
    filled(engine)
    url = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=False)
    engine.dispose()
    seen = []

    with in_processes(lambda: write_pairs(url), lambda: write_pairs(url)):
        for _ in range(6):
            tables = verified(made(engine, tmp_path, files)).tables
            seen.append((tables["sites"].rows, tables["holidays"].rows + 1))

    assert all(first == second for first, second in seen)
    assert seen[-1][0] > seen[0][0]


def back_up_and_die(url, path, files, *, after):
    engine = connected(url)
    left = iter(range(after))

    @event.listens_for(engine, "before_cursor_execute")
    def count(*_arguments):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    back_up(engine, path, files=files, instance="")


def test_a_killed_backup_leaves_the_last_good_one(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)
    good = path.read_bytes()
    url = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=False)
    engine.dispose()

    with in_processes(lambda: back_up_and_die(url, path, files, after=25)) as children:
        children[0].join(30)

    assert children[0].exitcode == -signal.SIGKILL
    assert path.read_bytes() == good
    assert len(list(tmp_path.glob(".hub.tar.gz.*.part"))) == 1
    made(engine, tmp_path, files)
    assert not list(tmp_path.glob(".hub.tar.gz.*.part"))


def repacked(path, change):
    """The archive with each member's (name, content) changed; None drops it."""
    with tarfile.open(path) as tar:
        members = [(m.name, tar.extractfile(m).read()) for m in tar]
    with tarfile.open(path, "w:gz") as tar:
        for name, content in filter(None, (change(*member) for member in members)):
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return path


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda n, c: (n, c.replace(b"Ayu", b"Eve")), "users.jsonl was changed"),
        (lambda n, c: None if n == "tables/users.jsonl" else (n, c), "users.jsonl is missing"),
        (lambda n, c: None if n == "files/ab/photo-96" else (n, c), "photo-96 is missing"),
        (lambda n, c: None if n == "manifest.json" else (n, c), "no manifest"),
        (lambda n, c: (n.replace("ab/photo", "ab/other"), c), "not in the manifest"),
        (lambda n, c: (n.replace("files/ab", "files/.."), c), "does not belong"),
        (lambda n, c: (n.replace("files/ab", "/etc"), c), "does not belong"),
        (lambda n, c: (n.replace("ab/photo-96", ".ssh"), c), "does not belong"),
        (lambda n, c: (n.replace("files/ab/photo-96", "tables/users.jsonl"), c), "twice"),
        (lambda n, c: (n, c.replace(b'"format": 1', b'"format": 9')), "format 9"),
    ],
)
def test_an_archive_that_was_tampered_with_is_refused(engine, tmp_path, files, change, says):
    path = repacked(made(filled(engine), tmp_path, files), change)

    with empty_engine(tmp_path) as target:
        with pytest.raises(BadArchive, match=says):
            bring_back(target, path, tmp_path)
        with target.connect() as connection:
            assert current_revision(connection) is None
    assert not (tmp_path / "back").exists()


def test_a_link_in_an_archive_is_refused(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)
    with tarfile.open(path, "w:gz") as tar:
        link = tarfile.TarInfo("files/ab/photo-96")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)

    with pytest.raises(BadArchive, match="does not belong"):
        verified(path)


def test_half_an_archive_is_refused(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(BadArchive):
        verified(path)


def test_an_archive_of_a_newer_version_is_refused(engine, tmp_path, files, monkeypatch):
    path = made(filled(engine), tmp_path, files)
    monkeypatch.setattr("hub.operate.backup.restoring.knows", lambda revision: False)

    with empty_engine(tmp_path) as target, pytest.raises(BadArchive, match="newer version"):
        bring_back(target, path, tmp_path)


def test_rows_that_arrive_otherwise_than_they_left_are_noticed(
    engine, tmp_path, files, monkeypatch
):
    path = made(filled(engine), tmp_path, files)
    read = archive.rows_in
    monkeypatch.setattr(
        "hub.operate.backup.restoring.rows_in", lambda content: list(read(content))[:-1]
    )

    with empty_engine(tmp_path) as target:
        with pytest.raises(BadArchive, match="did not arrive"):
            bring_back(target, path, tmp_path)
        with target.connect() as connection:
            assert current_revision(connection) is None


def test_a_database_that_holds_something_is_not_restored_over(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)
    before = contents(engine)

    with pytest.raises(NotEmpty):
        bring_back(engine, path, tmp_path)

    assert contents(engine) == before


def test_replacing_brings_back_the_archive_and_only_that(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)
    before = contents(engine)
    with engine.begin() as connection:
        connection.execute(insert(Site).values(site("later")))
    (tmp_path / "back" / "cd").mkdir(parents=True)
    (tmp_path / "back" / "cd" / "later").write_bytes(b"x")

    bring_back(engine, path, tmp_path, replace=True)

    assert contents(engine) == before
    kept = [p.name for p in (tmp_path / "back").rglob("*") if p.is_file()]
    assert kept == ["photo-96"]


def test_a_restore_that_fails_changes_nothing(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)
    before = contents(engine)

    def stumble(_connection):
        raise RuntimeError("at the last step")

    with ExitStack() as stack:
        stack.enter_context(pytest.raises(RuntimeError))
        restore(engine, path, files=tmp_path / "back", replace=True, then=stumble)

    assert contents(engine) == before
    assert not [p for p in (tmp_path / "back").rglob("*") if p.is_file()]


def test_guards_stand_after_a_restore(engine, tmp_path, files):
    path = made(filled(engine), tmp_path, files)

    with empty_engine(tmp_path) as target:
        bring_back(target, path, tmp_path)

        for change in ("UPDATE history SET via = 'x'", "DELETE FROM history",
                       "UPDATE occupancies SET quantity = 2"):  # fmt: skip
            refused = pytest.raises(DBAPIError, match=r"append-only|never changed")
            with refused, target.begin() as connection:
                connection.execute(text(change))
