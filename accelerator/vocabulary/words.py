"""Text that staff write in several languages: a JSON column of language code to text."""

from hub.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, language

Words = dict[str, str]


def in_words(words: Words | None, speaking: str | None = None) -> str:
    """The text in `speaking` (or the language now spoken); else in English; else in any that is
    there; else nothing."""
    if not words:
        return ""
    for code in (speaking or language(), DEFAULT_LANGUAGE, *LANGUAGES):
        if words.get(code, "").strip():
            return words[code]
    return ""


def missing_languages(words: Words | None) -> list[str]:
    """The languages in which nothing is written yet, unless nothing is written at all."""
    written = {code for code, text in (words or {}).items() if text.strip()}
    return [code for code in LANGUAGES if code not in written] if written else []
