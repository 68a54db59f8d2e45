"""Passwords and second factors: Argon2id (RFC 9106) and TOTP (RFC 6238)."""

import base64
import secrets
from datetime import datetime
from functools import cache
from hashlib import sha256

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from cryptography.fernet import Fernet, InvalidToken

from zxdata.errors import WrongUse

LEAST, MOST = 10, 200
FIRST_LENGTH = 14
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What first passwords are made of: nothing that is mistaken for another when read aloud or copied by hand."""
STEP_SECONDS = 30
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    return _hasher.hash(password)


def fits(password: str, known: str | None) -> bool:
    """Whether this is the password behind the hash. Takes as long where there is none, so that time tells nothing."""
    try:
        return _hasher.verify(known or _nobodys(), password) and known is not None
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return hashed(secrets.token_hex(16))


def first_password() -> str:
    """A password for someone who has to change it at the first sign-in."""
    return "".join(secrets.choice(SIGNS) for _ in range(FIRST_LENGTH))


def check_new(password: str, name: str) -> None:
    """Raises WrongUse for a password that may not be taken."""
    if not LEAST <= len(password) <= MOST:
        raise WrongUse(f"口令要有 {LEAST} 到 {MOST} 个字符，现在有 {len(password)} 个。")
    kinds = (str.islower, str.isupper, str.isdigit)
    held = sum(any(kind(sign) for sign in password) for kind in kinds)
    if held + any(not sign.isalnum() for sign in password) < 2 and not any(ord(sign) > 127 for sign in password):
        raise WrongUse("口令要含大写字母、小写字母、数字、符号中的至少两种。")
    if name.lower() in password.lower():
        raise WrongUse("口令里不能有账号名。")


def new_second_factor() -> str:
    return pyotp.random_base32()


def address_of(secret: str, name: str, title: str) -> str:
    """What an authenticator takes, as a QR code or by hand."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=title)


def second_step(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The time step that a code of six digits is of: this one or the one before or after, and later than ``last``, so that
    no code works twice; None where it is none of them."""
    step = int(now.timestamp()) // STEP_SECONDS
    code = "".join(code.split())
    for each in (step - 1, step, step + 1):
        if pyotp.TOTP(secret).generate_otp(each) == code and (last is None or each > last):
            return each
    return None


def seal(secret: str, key: str) -> str:
    """A second factor's secret as it is kept: unreadable without the installation's key."""
    return _fernet(key).encrypt(secret.encode()).decode()


def unseal(kept: str, key: str) -> str:
    """Raises WrongUse where it was sealed under another key."""
    try:
        return _fernet(key).decrypt(kept.encode()).decode()
    except InvalidToken as fault:
        raise WrongUse("第二因子是用别的 ZX_SECRET_KEY 保存的，打不开；请管理员为这个账号重新设置。") from fault


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest()))
