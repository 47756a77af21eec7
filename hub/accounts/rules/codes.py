"""Six digits from a phone, or ten characters from paper: what was meant by what was typed."""

import re

import pyotp

#: Seconds that a code stands for (RFC 6238), and how many neighbours a slow clock may use.
STEP, DRIFT = 30, 1
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10


def digits_of(typed: str) -> str | None:
    """`123 456` → `123456`; None when it is not such a code."""
    bare = re.sub(r"[\s\-]+", "", typed)
    return bare if re.fullmatch(r"[0-9]{6}", bare) else None


def recovery_code_of(typed: str) -> str | None:
    """`7kq4m-dx9rt` → `7KQ4MDX9RT`; None when it is not such a code."""
    bare = re.sub(r"[\s\-]+", "", typed).upper()
    return bare if re.fullmatch(rf"[A-Z0-9]{{{RECOVERY_LENGTH}}}", bare) else None


def shown_recovery_code(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def matching_step(secret: str, digits: str, *, unix_time: int) -> int | None:
    """The time step whose code these digits are, the present one or a neighbour; or None."""
    totp = pyotp.TOTP(secret, interval=STEP)
    present = unix_time // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), digits):
            return step
    return None
