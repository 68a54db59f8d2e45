"""The chain of the log of acts: what each row's hash is made of, and whether a log is still as it was written.

A row's hash is an HMAC-SHA256, under the installation's secret key, of everything that the row says and of the hash of the
row before. The two ends of the log stand apart, under a seal of the same key, so that a row taken off either end is
missed too. Source: the hash chain of RFC 4998 (evidence records), with a keyed hash (RFC 2104), because whoever can change
a table could compute a plain one anew.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

BEGINNING = "0" * 64
RENEWED = "或者 ZX_SECRET_KEY 换过"


@dataclass(frozen=True)
class Entry:
    """One act as the log holds it.

    who, address   the account or token, and from where; nothing where unknown
    act, subject   what was done, on what
    result         ``done``, ``begun`` (its outcome is a later entry) or ``refused``
    note           why it was refused, or what came of it
    """

    number: int
    at: datetime
    who: str
    address: str
    act: str
    subject: str
    result: str
    note: str
    before: str
    hash: str


@dataclass(frozen=True)
class Ends:
    """Where the log begins and ends: ``before`` is the hash that its first entry follows, ``hash`` that of its last."""

    first: int
    before: str
    last: int
    hash: str
    seal: str


def hashed(entry: Entry, key: str) -> str:
    """The hash that an entry has to have."""
    at = entry.at.astimezone(timezone.utc).isoformat(timespec="microseconds")
    says = (
        entry.number,
        at,
        entry.who,
        entry.address,
        entry.act,
        entry.subject,
        entry.result,
        entry.note,
        entry.before,
    )
    return _hmac(key, says)


def sealed(first: int, before: str, last: int, hash_: str, key: str) -> Ends:
    return Ends(first, before, last, hash_, _hmac(key, ("ends", first, before, last, hash_)))


def breaks(entries: Iterable[Entry], ends: Ends | None, key: str) -> list[str]:
    """What of a log is not as it was written, a sentence each; nothing where all of it is. Entries come in order."""
    found: list[str] = []
    if ends is None:
        return ["日志的首尾记录不见了。"] if next(iter(entries), None) else []
    if ends != sealed(ends.first, ends.before, ends.last, ends.hash, key):
        found.append(f"日志的首尾记录被改过，{RENEWED}。")
    due, before = ends.first, ends.before
    for entry in entries:
        if entry.number > due:
            found.append(f"缺第 {due} 条。" if entry.number == due + 1 else f"缺第 {due} 至 {entry.number - 1} 条。")
        elif entry.number < due:
            found.append(f"第 {entry.number} 条不该在这里。")
        elif entry.before != before:
            found.append(f"第 {entry.number} 条接不上前一条。")
        if entry.hash != hashed(entry, key):
            found.append(f"第 {entry.number} 条被改过，{RENEWED}。")
        due, before = entry.number + 1, entry.hash
    if due <= ends.last:
        found.append(f"缺第 {due} 条。" if due == ends.last else f"缺第 {due} 至 {ends.last} 条。")
    elif (due - 1, before) != (ends.last, ends.hash):
        found.append(f"日志的末尾应是第 {ends.last} 条，实际是第 {due - 1} 条。")
    return found


def _hmac(key: str, says: tuple[object, ...]) -> str:
    text = json.dumps(says, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), "sha256").hexdigest()
