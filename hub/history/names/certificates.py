"""The names of what completion and certificates of classes record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "certificates.all-issued": _l("all certificates of the class are issued"),
    "certificates.asked-for": _l("asked for the certificates of the class"),
    "class.completed": _l("completed the class"),
    "class-certificate.issued": _l("issued the certificate"),
    "class-certificate.revoked": _l("revoked the certificate"),
    "class-certificate.superseded": _l("another certificate took its place"),
    "completion-rule.set": _l("said what completes the class"),
    "signing-key.compromised": _l("noted that a key has come into other hands"),
    "signing-key.made": _l("made a key for signing"),
    "signing-key.retired": _l("retired a key"),
}
FIELDS: dict[str, Any] = {
    "kid": _l("key"),
    "rule": _l("rule"),
}
SUBJECTS: dict[str, Any] = {
    "certificate_batches": _l("certificates of a class"),
    "certificates": _l("certificate of a class"),
    "completion_rules": _l("rule of completion"),
    "completions": _l("completion"),
    "signing_keys": _l("key for signing"),
}
STATES: dict[str, Any] = {}
