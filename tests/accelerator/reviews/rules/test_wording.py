"""What has changed in a text."""

from accelerator.reviews.rules.wording import Did, Piece, changes


def shown(before: str, after: str) -> str:
    """-out- +in+"""
    marks = {Did.KEPT: "", Did.OUT: "-", Did.IN: "+"}
    pieces = changes(before, after)
    assert pieces is not None
    return " ".join(f"{marks[p.did]}{p.text}{marks[p.did]}" for p in pieces)


def test_words_that_went_and_came() -> None:
    told = shown("We sold 4 meters in Depok.", "We sold 40 meters in Depok and Bogor.")
    assert told == "We sold -4- +40+ meters in -Depok.- +Depok and Bogor.+"


def test_the_same_is_nothing_whatever_the_spaces() -> None:
    assert changes("We  sell\nmeters", "We sell meters") == ()
    assert changes("", "") == ()


def test_only_what_stands_beside_a_change_is_kept() -> None:
    words = " ".join(f"w{n}" for n in range(40))
    assert shown(f"{words} old {words}", f"{words} new {words}") == (
        "… w34 w35 w36 w37 w38 w39 -old- +new+ w0 w1 w2 w3 w4 w5 …"
    )


def test_a_text_written_anew_is_not_patched_together() -> None:
    assert (
        changes("Pipes leak at night and nobody hears it", "Buses come late all the time") is None
    )
    assert changes("", "We have begun") is None
    assert changes("word " * 2000, "word " * 2001) is None


def test_a_short_answer_is_always_shown() -> None:
    assert changes("prototype", "growth") == (Piece(Did.OUT, "prototype"), Piece(Did.IN, "growth"))
