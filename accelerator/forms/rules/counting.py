"""Words, counted in one way here and in `hub/static/js/questions.js`."""

import re
import unicodedata

#: What JavaScript's `\s` matches, written out because Python's differs in a few characters.
_SPACES = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def count_words(text: str) -> int:
    """Runs between white space that hold a letter or a digit: a lone dash is no word."""
    return sum(
        any(unicodedata.category(letter)[0] in "LN" for letter in run)
        for run in _SPACES.split(text)
    )
