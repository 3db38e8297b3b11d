"""Password hashes: argon2id at the cost that OWASP lists (19 MiB, 2 rounds, 1 lane)."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_nobody = _hasher.hash(secrets.token_hex(16))
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike when read out


def hashed(password: str) -> str:
    return _hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Compare; it takes as long where there is no such person."""
    try:
        _hasher.verify(stored or _nobody, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def made_up() -> str:
    """Return a password that one can read out over the telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
