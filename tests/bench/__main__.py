"""`make bench`: how a hub with a million occupancies compares with a young one.

    python -m tests.bench [--occupancies 1000000] [--engine sqlite] [--rounds 30] [--only pages]

Every line is a ratio of two measurements of the same run. The first run fills a city, which takes
minutes; on SQLite it is kept in build/bench/.
"""

import argparse
import logging
import platform
import time
from collections.abc import Iterable

from tests import engines
from tests.bench.boards import board_results
from tests.bench.choosing import choosing_results
from tests.bench.cities import HOUSE, City, on_postgresql, on_sqlite
from tests.bench.dashboards import dashboard_results
from tests.bench.dashboards import table as page_table
from tests.bench.facts import Fact, facts, starts
from tests.bench.house import BOOKINGS, CLIENTS, against_an_insert, http_shares
from tests.bench.matching import matching_results
from tests.bench.measures import Result, all_results
from tests.bench.mentor_days import mentor_day_results
from tests.bench.servers import PROCESSES, THREADS, copied

#: Of the younger hubs.
FEW, SOME = 10_000, 100_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--occupancies", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument(
        "--only",
        choices=["choosing", "matching", "pages", "spaces", "house"],
        help="what needs no database, the large pages, the spaces of a city, or a house over HTTP",
    )
    asked = parser.parse_args()
    logging.disable()
    print(f"{platform.machine()}, {platform.python_implementation()} {platform.python_version()}")
    if asked.only in (None, "choosing"):
        print("\nchoosing: readers, scores, interview times; no database")
        table(choosing_results(rounds=asked.rounds), rounds=asked.rounds)
    if asked.only in (None, "matching"):
        print("\nmatching: mentors for startups; no database; the CPU's milliseconds")
        table(matching_results(rounds=asked.rounds), rounds=asked.rounds)
        print(
            "\nmentor days: plans for a day, and mending one; no database; the CPU's milliseconds"
        )
        table(mentor_day_results(rounds=asked.rounds), rounds=asked.rounds)
    if asked.only in (None, "pages"):
        print("\npages with 800 applications, 2,400 reviews, 25 readers; SQLite, the CPU's time")
        page_table(dashboard_results(rounds=asked.rounds))
    if asked.only in (None, "house"):
        house(rounds=max(2, asked.rounds // 6))
    if asked.only not in (None, "spaces"):
        return
    if asked.only == "spaces":
        _spaces(asked)
        return
    print("\nrounds of review, SQLite; of pages the CPU's milliseconds")
    table(board_results(rounds=asked.rounds), rounds=asked.rounds)
    _spaces(asked)


def _spaces(asked: argparse.Namespace) -> None:
    for engine in asked.engine or ["sqlite", "postgresql"]:
        try:
            grown = cities(engine, asked.occupancies)
        except engines.PostgresUnavailable as error:
            print(f"PostgreSQL is left out: {error}.")
            continue
        print(f"\n{engine}: few = {FEW:,}, many = {asked.occupancies:,} occupancies")
        table(all_results(grown, rounds=asked.rounds), rounds=asked.rounds)


def cities(engine: str, occupancies: int) -> list[City]:
    """Each is filled once, and serves for all rows."""
    sizes = [FEW, *([SOME] if occupancies > SOME else []), occupancies]
    if engine == "sqlite":
        return [on_sqlite(size) for size in sizes]
    server = engines.postgres_server(durable=True)
    return [on_postgresql(server, size) for size in sizes]


def house(*, rounds: int) -> None:
    """Over HTTP; SQLite."""
    city = on_sqlite(BOOKINGS, HOUSE)
    print(f"\na house of 50 spaces and {city.occupancies:,} occupancies over HTTP, SQLite:")
    print(f"{CLIENTS} clients, {PROCESSES} processes of {THREADS} threads, {rounds} rounds")
    with copied(city) as copy:
        started = list(starts(copy, rounds=rounds))
        with copy.served() as server:
            print(f"| {'requests per second / bare hello':<40} |  hello |  ours |  share | goal |")
            print(f"|{'-' * 42}|-------:|------:|-------:|-----:|")
            for one in http_shares(server, rounds=rounds):
                goal = "" if one.goal is None else f"{one.goal:.2f}"
                numbers = f"{one.hello:6.0f} | {one.measured:5.0f} | {one.share:6.4f} | {goal:>4}"
                print(f"| {one.what:<40} | {numbers} |", flush=True)
            print()
            table([against_an_insert(server, rounds=rounds)], rounds=rounds * 20)
            print(f"\n| {'counted or waited for':<54} | measured | goal |")
            print(f"|{'-' * 56}|---------:|-----:|")
            for fact in (*started, *facts(server, rounds=rounds)):
                _counted(fact)


def _counted(fact: Fact) -> None:
    print(f"| {fact.what:<54} | {fact.measured:8.1f} | {fact.goal:4.0f} |", flush=True)


def table(results: Iterable[Result], *, rounds: int) -> None:
    print(f"| {'measured / baseline':<52} | baseline ms | measured ms | ratio | goal |")
    print(f"|{'-' * 54}|------------:|------------:|------:|-----:|")
    started = time.monotonic()
    for one in results:
        numbers = f"{one.baseline:11.2f} | {one.measured:11.2f} | {one.ratio:5.2f}"
        numbers += " |      " if one.goal is None else f" | {one.goal:4.1f}"
        print(f"| {one.what:<52} | {numbers} |", flush=True)
    print(f"lower quartiles of {rounds} rounds, in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
