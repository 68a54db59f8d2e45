"""What a reader does besides looking: only with the right to it, and not without an entry in the log of acts."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

import zxdata as zx
from ui.reader import reader, signed_in
from zxdata.access import Act
from zxdata.access.acts_log import log, logged
from zxdata.access.sessions import Session
from zxdata.errors import CockpitError


class NotAllowed(CockpitError):
    pass


def may(act: Act) -> bool:
    """Whether to offer the act to this reader; where it is done, ``acting`` and ``record_act`` ask again."""
    return reader().may(act)


def signer() -> str:
    """Who signs for what is done: the account; nothing where nobody signs in."""
    return reader().name


def whence() -> str:
    """From where it is done; nothing where nobody signs in."""
    session = signed_in()
    return session.address if session else ""


@contextmanager
def acting(act: Act, subject: str = "") -> Iterator[list[str]]:
    """An act that takes its time or may fail: an entry when it begins, and one on what came of it, in the words that the
    block adds to the list. Raises NotAllowed, LedgerUnavailable where it cannot be logged."""
    session = _allowed(act, subject)
    if session is None:
        yield []
        return
    with logged(zx.settings(), act, who=session.reader.name, address=session.address, subject=subject) as words:
        yield words


def record_act(act: Act, subject: str = "") -> None:
    """An act that cannot fail halfway, said right before it happens. Raises as ``acting`` does."""
    if session := _allowed(act, subject):
        log(zx.settings(), act, who=session.reader.name, address=session.address, subject=subject)


def require(act: Act, subject: str = "") -> None:
    """Raises NotAllowed, once that is logged; for acts that write their own entry."""
    _allowed(act, subject)


def note_beyond(region: str) -> None:
    """Somebody whose scope is not the whole asked for a region that is not there, for them at least: one refusal in the log,
    however often the page is drawn."""
    session, noted = signed_in(), st.session_state.setdefault("beyond", set())
    if session is None or session.reader.scope.everything or region in noted:
        return
    noted.add(region)
    who, from_ = session.reader.name, session.address
    note = "没有这个区划，或在数据范围之外"
    log(zx.settings(), Act.SEE, who=who, address=from_, subject=f"区划 {region}", result="refused", note=note)


def _allowed(act: Act, subject: str) -> Session | None:
    """The session of whoever may do it; None where nobody signs in."""
    who, session = reader(), signed_in()
    if who.may(act):
        return session
    sentence = f"“{who.role.label}”没有“{act.label}”的权限；需要时请找安全管理员授权。"
    if session:
        log(
            zx.settings(),
            act,
            who=who.name,
            address=session.address,
            subject=subject,
            result="refused",
            note="没有权限",
        )
    raise NotAllowed(sentence)
