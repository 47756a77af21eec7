"""Rules and what is missing for them, in words."""

from accelerator.vocabulary.words import Words, in_words
from hub.core.i18n import LANGUAGES, ngettext, speaking
from hub.core.i18n import gettext as _
from hub.learning.certificates.queries.inputs import Steps
from hub.learning.certificates.rules.completion import EVERY, Group, Part, Tree, Verdict


def rule_in_words(tree: Tree, steps: Steps) -> Words:
    """In each of our languages, as it is printed on certificates."""
    said = {}
    for code in LANGUAGES:
        with speaking(code):
            said[code] = in_one_line(tree, steps)
    return said


def in_one_line(tree: Tree, steps: Steps) -> str:
    """`at least 70 % of the minutes; every quiz passed; one of (…)`"""
    if Group.ALL in tree:
        return "; ".join(_inside(branch, steps) for branch in tree["all"])
    if Group.ANY in tree:
        return _(" or ").join(_inside(branch, steps) for branch in tree["any"])
    return said_of(tree, steps)


def _inside(branch: Tree, steps: Steps) -> str:
    line = in_one_line(branch, steps)
    several = any(len(branch.get(group, ())) > 1 for group in Group)
    return f"({line})" if several else line


def said_of(leaf: Tree, steps: Steps) -> str:
    """One part: what it asks for."""
    match next(each for each in Part if each in leaf):
        case Part.ATTENDED:
            return _("at least %(share)s %% of the minutes attended", share=leaf["attended"])
        case Part.STEPS:
            return _("at least %(share)s %% of the steps done", share=leaf["steps"])
        case Part.LESSONS:
            return _("at least %(share)s %% of the lessons done", share=leaf["lessons"])
        case Part.QUIZ:
            return _quiz(leaf, steps)
        case Part.ASSIGNMENT if leaf["assignment"] == EVERY:
            return _("every assignment passed")
        case Part.ASSIGNMENT:
            title = titled(leaf["assignment"], steps.assignments)
            return _("assignment “%(title)s” passed", title=title)
        case Part.FEEDBACK:
            return _("feedback given")


def _quiz(leaf: Tree, steps: Steps) -> str:
    key, share = leaf["quiz"], leaf.get("percent")
    if key == EVERY:
        if share is None:
            return _("every quiz passed")
        return _("at least %(share)s %% in every quiz", share=share)
    title = titled(key, steps.quizzes)
    if share is None:
        return _("quiz “%(title)s” passed", title=title)
    return _("at least %(share)s %% in the quiz “%(title)s”", share=share, title=title)


def titled(key: str, titles: dict[str, Words]) -> str:
    return in_words(titles.get(key)) or key


def asked_by(part: Verdict, steps: Steps) -> str:
    """What a part asks for, as a line of a checklist."""
    leaf: Tree = {str(part.part): part.key or part.wanted or True}
    if part.part is Part.QUIZ and part.wanted is not None:
        leaf["percent"] = part.wanted
    line = said_of(leaf, steps)
    return line[:1].upper() + line[1:]


def missing_in(part: Verdict, steps: Steps) -> str:
    """What is still missing, in words; nothing where it is met."""
    if part.met is None:
        return _("There is none in this class, so it is not asked for.")
    if part.met:
        return ""
    if part.had is not None:
        return _("So far %(had)s %% of the %(wanted)s %%.", had=part.had, wanted=part.wanted)
    if part.part is Part.FEEDBACK:
        return _("The feedback after the class is still to give.")
    titles = steps.quizzes if part.part is Part.QUIZ else steps.assignments
    named = ", ".join(f"“{titled(key, titles)}”" for key in part.missing)
    return _("Still missing: %(named)s.", named=named)


def missing_briefly(part: Verdict) -> str:
    """For a cell of a table: `attended 40 of 70 %`, `2 quizzes`."""
    count = len(part.missing)
    match part.part:
        case Part.ATTENDED:
            return _("attended %(had)s of %(wanted)s %%", had=part.had, wanted=part.wanted)
        case Part.STEPS:
            return _("steps %(had)s of %(wanted)s %%", had=part.had, wanted=part.wanted)
        case Part.LESSONS:
            return _("lessons %(had)s of %(wanted)s %%", had=part.had, wanted=part.wanted)
        case Part.QUIZ:
            return ngettext("%(num)s quiz", "%(num)s quizzes", count)
        case Part.ASSIGNMENT:
            return ngettext("%(num)s assignment", "%(num)s assignments", count)
        case Part.FEEDBACK:
            return _("feedback")
