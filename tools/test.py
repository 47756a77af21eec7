"""Every test, on SQLite and on a real PostgreSQL, with a real browser: `make test`.

Brings what it may (Chromium by apt, PostgreSQL from tests/engines.py) and says in one sentence what
it had to leave out. Further arguments go to pytest. Results are kept in build/tests/*.xml. How the
run is built, and why: docs/testing.md.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import templates  # noqa: E402  the repository is not an installed package
from tests.browser import chromium_path  # noqa: E402
from tests.engines import SETTING, PostgresUnavailable, postgres_server, programs  # noqa: E402

RESULTS = ROOT / "build" / "tests"
#: A few tests that fail beside thousands are asked again, alone; many are no accident.
ASKED_AGAIN = 5
#: Of each engine. Both engines run at the same time: while a test waits, another has the processor.
WORKERS = os.environ.get("HUB_TEST_WORKERS", "2")
RUN_ONCE = (
    "tests that know no database, pages, scripts and journeys in the browser but for passkeys,"
    " pages in the other languages, and the API's description"
)
SIDE_BY_SIDE, RACES, ALONE = "side by side", "races", "asked again"
TESTS_FAILED, NO_TESTS_COLLECTED = 1, 5


@dataclass(frozen=True)
class Bad:
    """A test that failed: as pytest calls it, and the first line of why."""

    test: str
    why: str

    def __str__(self) -> str:
        return f"{self.test}: {self.why}"[:300]


@dataclass(frozen=True)
class Outcome:
    """How one call of pytest ended; a phase in which nothing matched is neither good nor bad."""

    engine: str
    phase: str
    code: int
    seconds: float
    tests: int
    skipped: int
    bad: tuple[Bad, ...]

    @property
    def failed(self) -> bool:
        return self.code not in (0, NO_TESTS_COLLECTED)

    @property
    def may_be_asked_again(self) -> bool:
        """A few tests failed, and nothing else is wrong, such as a run that was broken off."""
        return (
            self.phase == SIDE_BY_SIDE
            and self.code == TESTS_FAILED
            and 0 < len(self.bad) <= ASKED_AGAIN
            and all("::" in each.test for each in self.bad)
        )

    def __str__(self) -> str:
        verdict = "FAILED" if self.failed else "passed" if self.tests else "nothing to run"
        counts = f"{self.tests - self.skipped} run, {self.skipped} skipped, {len(self.bad)} bad"
        return f"  {self.engine:<11} {self.phase:<13} {verdict:<15} {counts} ({self.seconds:.0f} s)"


def main(arguments: list[str]) -> int:
    notes = []
    if sentence := _bring_browser():
        os.environ["HUB_NO_BROWSER"] = "1"
        notes.append(f"Browser tests skipped: {sentence}.")
    engines = ["sqlite"]
    try:
        postgres_server()
        engines.append("postgresql")
    except PostgresUnavailable as error:
        notes.append(f"PostgreSQL tests skipped: {error}.")
    for note in notes:
        print(note, flush=True)
    os.environ[templates.SETTING] = str(_emptied(ROOT / "build" / "templates"))
    with ThreadPoolExecutor(len(engines)) as lanes:
        outcomes = list(lanes.map(lambda engine: _run(engine, SIDE_BY_SIDE, arguments), engines))
    outcomes += [_run(engine, RACES, arguments) for engine in engines]
    outcomes += [_ask_again(each) for each in outcomes if each.may_be_asked_again]
    if "postgresql" in engines:
        notes.append(f"Run once, on SQLite: {RUN_ONCE} (docs/testing.md says why).")
    return _report(outcomes, notes, everything="postgresql" in engines)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _run(engine: str, phase: str, arguments: list[str]) -> Outcome:
    return _told(engine, phase, [*_chosen(engine, phase), *arguments])


def _ask_again(outcome: Outcome) -> Outcome:
    """What failed beside thousands of others, once more and alone: is the code wrong, or does the
    test not bear company?"""
    return _told(outcome.engine, ALONE, [each.test for each in outcome.bad])


def _told(engine: str, phase: str, arguments: list[str]) -> Outcome:
    results = RESULTS / f"{engine}-{phase.replace(' ', '-')}.xml"
    results.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", f"--junitxml={results}"]
    command += ["-o", f"cache_dir=.pytest_cache/{engine}", "-o", "junit_family=xunit1"]
    command += ["--color=yes"] if sys.stdout.isatty() else []
    started = time.monotonic()
    code = _heard(f"{engine}, {phase}", [*command, *arguments], _environment(engine))
    seconds = time.monotonic() - started
    suite = ElementTree.parse(results).getroot() if results.exists() else None  # noqa: S314  ours
    cases = [] if suite is None else list(suite.iter("testcase"))
    return Outcome(
        engine,
        phase,
        code=code,
        seconds=seconds,
        tests=len(cases),
        skipped=sum(case.find("skipped") is not None for case in cases),
        bad=tuple(_bad_in(cases)),
    )


def _bad_in(cases: list[ElementTree.Element]) -> Iterator[Bad]:
    for case in cases:
        wrong = case.find("failure") if case.find("failure") is not None else case.find("error")
        if wrong is not None:
            file, group = case.get("file") or "", (case.get("classname") or "").split(".")
            inside = group[len(Path(file).parts) :]
            why = (wrong.get("message") or "").strip().splitlines()
            test = "::".join([file, *inside, case.get("name") or ""])
            yield Bad(test, why[0] if why else "no reason given")


def _chosen(engine: str, phase: str) -> list[str]:
    """Races measure, so they have the machine to themselves. The tests of a file share a world, so
    they stay on one worker; `tests/conftest.py` lets the long ones begin. What knows no database
    says the same on every engine, and so does what no database changes."""
    if phase == RACES:
        return ["-m", "race"]
    which = "not race" if engine == "sqlite" else "not race and not pure and not once"
    return ["-m", which, "-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder"]


def _heard(who: str, command: list[str], environment: dict[str, str]) -> int:
    """Run it and say of each line whose it is, for two may speak at the same time."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(f"{who} │ {line}", end="", flush=True)
    return process.returncode


def _environment(engine: str) -> dict[str, str]:
    # Many processes are started: bytecode is made once, even where it is not wanted in the sources.
    environment = os.environ | {
        "HUB_TEST_ENGINE": engine,
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if engine == "postgresql":
        # pg_dump refuses a server newer than itself, so the server's own comes first.
        environment["PATH"] = f"{programs()}{os.pathsep}{os.environ['PATH']}"
    else:
        environment.pop(SETTING, None)
    return environment


def _report(outcomes: list[Outcome], notes: list[str], *, everything: bool) -> int:
    unsteady = {o.engine for o in outcomes if o.phase == ALONE and not o.failed and o.tests}
    print("\nTests")
    for outcome in outcomes:
        print(outcome)
        for bad in outcome.bad:
            print(f"    {bad}")
    for engine in sorted(unsteady):
        print(
            f"  UNSTEADY on {engine}: what is listed above passed when it was asked again, alone."
        )
    for note in notes:
        print(f"  {note}")
    if any(o.failed and not (o.may_be_asked_again and o.engine in unsteady) for o in outcomes):
        return 1
    if not any(outcome.tests for outcome in outcomes):
        print("  No test matched at all.")
        return 1
    if not everything and os.environ.get("CI") == "true":
        print("  In CI both engines must be tested.")
        return 1
    return 0


def _bring_browser() -> str | None:
    """Install Chromium where it is missing and we may; else the reason why there is none."""
    if chromium_path():
        return None
    if os.environ.get("HUB_NO_BROWSER"):
        return "HUB_NO_BROWSER is set"
    by_hand = "Chromium is not installed (Debian: sudo apt-get install chromium)"
    if not shutil.which("apt-get"):
        return by_hand
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    try:
        if as_root:
            subprocess.run([*as_root, "true"], check=True, capture_output=True, timeout=10)
        print("Installing Chromium for the browser tests …", flush=True)
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(
                [*as_root, "apt-get", *step],
                check=True,
                capture_output=True,
                timeout=600,
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            )
    except (OSError, subprocess.SubprocessError):
        return by_hand
    chromium_path.cache_clear()
    return None if chromium_path() else by_hand


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
