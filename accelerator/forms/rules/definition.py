"""What a form asks: a gate, sections of questions, and rules over the answers.

A definition is a value. It is kept as JSON, and a published one never changes, so that an answer
always knows its question.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from accelerator.forms.rules import parsing
from accelerator.forms.rules.conditions import Condition, condition_from
from accelerator.forms.rules.settings import LINKS, Kind, settings_from
from accelerator.vocabulary.words import Words
from hub.core.i18n import gettext as _

MOST_SECTIONS, MOST_QUESTIONS, MOST_RULES = 30, 150, 40
LONGEST_LABEL, LONGEST_HELP = 400, 3000


class Required(StrEnum):
    NOW = "now"
    LATER = "later"
    NEVER = "never"


class AnswerStage(StrEnum):
    """When an answer must be there at the latest, in order: to submit, before the interview, before
    a place is confirmed, when the cohort starts."""

    NOW = "now"
    INTERVIEW = "interview"
    OFFER = "offer"
    START = "start"


class Severity(StrEnum):
    REFUSE = "refuse"
    FLAG = "flag"


@dataclass(frozen=True)
class Question:
    """`later_stage` is read when `required` is later. `settings` depend on the kind, see
    `rules.settings`. `personal`: erased with the person."""

    key: str
    kind: Kind
    label: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)
    required: Required = Required.NEVER
    later_stage: AnswerStage = AnswerStage.INTERVIEW
    show_if: Condition | None = None
    for_reviewers: bool = True
    hidden_when_blind: bool = False
    personal: bool = False
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def is_hidden_when_blind(self) -> bool:
        """Whether blind readers get no answer to it. A table of people is personal, but how many
        they are and how they work is not; a link is hidden unless the builder shows it."""
        if self.hidden_when_blind or (self.personal and self.kind is not Kind.TEAM):
            return True
        return self.kind in LINKS and not self.settings.get("shown_when_blind")

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "kind": self.kind.value,
            "label": self.label,
            "help": self.help,
            "required": self.required.value,
            "later_stage": self.later_stage.value,
            "show_if": self.show_if,
            "for_reviewers": self.for_reviewers,
            "hidden_when_blind": self.hidden_when_blind,
            "personal": self.personal,
            "settings": self.settings,
        }

    @classmethod
    def from_json(cls, given: Any, path: str = "question") -> "Question":
        """Raises BadDefinition."""
        got = parsing.mapping(given, path, known=_QUESTION_PARTS)
        kind = parsing.one_of(got.get("kind"), f"{path}/kind", kind=Kind)
        required = parsing.one_of(got.get("required", "never"), f"{path}/required", kind=Required)
        stage = got.get("later_stage") or AnswerStage.INTERVIEW.value
        return cls(
            key=parsing.key(got.get("key"), f"{path}/key"),
            kind=kind,
            label=parsing.words(got.get("label", {}), f"{path}/label", most=LONGEST_LABEL),
            help=parsing.words(got.get("help", {}), f"{path}/help", most=LONGEST_HELP),
            required=required,
            later_stage=parsing.one_of(stage, f"{path}/later_stage", kind=AnswerStage),
            show_if=condition_from(got.get("show_if"), f"{path}/show_if"),
            for_reviewers=parsing.truth(got.get("for_reviewers", True), f"{path}/for_reviewers"),
            hidden_when_blind=parsing.truth(
                got.get("hidden_when_blind", False), f"{path}/hidden_when_blind"
            ),
            personal=parsing.truth(got.get("personal", False), f"{path}/personal"),
            settings=settings_from(got.get("settings", {}), f"{path}/settings", kind=kind),
        )


@dataclass(frozen=True)
class Section:
    key: str
    title: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)
    show_if: Condition | None = None
    questions: tuple[Question, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": self.title,
            "help": self.help,
            "show_if": self.show_if,
            "questions": [question.to_json() for question in self.questions],
        }

    @classmethod
    def from_json(cls, given: Any, path: str = "section") -> "Section":
        """Raises BadDefinition."""
        got = parsing.mapping(given, path, known=_SECTION_PARTS)
        questions = parsing.items(
            got.get("questions", []), f"{path}/questions", most=MOST_QUESTIONS
        )
        return cls(
            key=parsing.key(got.get("key"), f"{path}/key"),
            title=parsing.words(got.get("title", {}), f"{path}/title", most=LONGEST_LABEL),
            help=parsing.words(got.get("help", {}), f"{path}/help", most=LONGEST_HELP),
            show_if=condition_from(got.get("show_if"), f"{path}/show_if"),
            questions=tuple(
                Question.from_json(each, f"{path}/questions/{n}")
                for n, each in enumerate(questions)
            ),
        )


@dataclass(frozen=True)
class Rule:
    """Where `condition` is so, the gate refuses (`reason` is told to the team), or screening is
    shown a flag (`reason` is for staff). `code` is the reason code of a screening decision."""

    key: str
    condition: Condition
    severity: Severity = Severity.REFUSE
    reason: Words = field(default_factory=dict)
    code: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "condition": self.condition,
            "severity": self.severity.value,
            "reason": self.reason,
            "code": self.code,
        }

    @classmethod
    def from_json(cls, given: Any, path: str = "rule") -> "Rule":
        """Raises BadDefinition."""
        got = parsing.mapping(given, path, known=_RULE_PARTS)
        condition = condition_from(got.get("condition"), f"{path}/condition")
        severity = got.get("severity", Severity.REFUSE.value)
        return cls(
            key=parsing.key(got.get("key"), f"{path}/key"),
            condition=condition or {"any": []},
            severity=parsing.one_of(severity, f"{path}/severity", kind=Severity),
            reason=parsing.words(got.get("reason", {}), f"{path}/reason", most=1000),
            code=parsing.text(got.get("code", ""), f"{path}/code", most=40),
        )


@dataclass(frozen=True)
class Definition:
    """`gate` is answered first and alone: may this team apply at all?"""

    gate: Section = field(default_factory=lambda: Section("eligibility"))
    sections: tuple[Section, ...] = ()
    rules: tuple[Rule, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "gate": self.gate.to_json(),
            "sections": [section.to_json() for section in self.sections],
            "rules": [rule.to_json() for rule in self.rules],
        }

    @classmethod
    def from_json(cls, given: Any) -> "Definition":
        """Raises BadDefinition."""
        got = parsing.mapping(given, "", known=frozenset({"gate", "sections", "rules"}))
        sections = parsing.items(got.get("sections", []), "sections", most=MOST_SECTIONS)
        rules = parsing.items(got.get("rules", []), "rules", most=MOST_RULES)
        found = cls(
            gate=Section.from_json(got.get("gate", {"key": "eligibility"}), "gate"),
            sections=tuple(
                Section.from_json(each, f"sections/{n}") for n, each in enumerate(sections)
            ),
            rules=tuple(Rule.from_json(each, f"rules/{n}") for n, each in enumerate(rules)),
        )
        _check_keys(found)
        return found

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """The gate first."""
        return (self.gate, *self.sections)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of them in order, the gate's first."""
        return tuple(question for section in self.all_sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((each for each in self.all_sections if each.key == key), None)

    def section_of(self, key: str) -> Section | None:
        """The section in which a question stands."""
        return next(
            (s for s in self.all_sections if any(each.key == key for each in s.questions)), None
        )

    def with_section(self, section: Section) -> "Definition":
        """The section of the same key replaced."""
        if section.key == self.gate.key:
            return replace(self, gate=section)
        changed = tuple(section if each.key == section.key else each for each in self.sections)
        return replace(self, sections=changed)


_QUESTION_PARTS = frozenset(Question.__dataclass_fields__)
_SECTION_PARTS = frozenset(Section.__dataclass_fields__)
_RULE_PARTS = frozenset(Rule.__dataclass_fields__)


def _check_keys(definition: Definition) -> None:
    if len(definition.questions) > MOST_QUESTIONS:
        raise parsing.BadDefinition(
            "sections", _("At most %(most)s questions in a form.", most=MOST_QUESTIONS)
        )
    for name, keys in (
        ("sections", [section.key for section in definition.all_sections]),
        ("questions", [question.key for question in definition.questions]),
        ("rules", [rule.key for rule in definition.rules]),
    ):
        if twice := next((each for each in keys if keys.count(each) > 1), None):
            raise parsing.BadDefinition(name, _("The key %(key)s stands there twice.", key=twice))
