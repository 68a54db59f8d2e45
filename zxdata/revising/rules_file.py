"""The rules file of an installation, changed through the cockpit: checked, kept whole or not at all, its past kept."""

import os
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from tempfile import NamedTemporaryFile

from zxdata.access.acts import Act
from zxdata.access.acts_log import append, own_tables
from zxdata.configuration import ASSETS, Settings
from zxdata.errors import BadSetting, WrongUse
from zxdata.ledger.engine import writing
from zxdata.revising.revisions import FOUND, KEPT, Revision, latest, note, revisions
from zxdata.rules.book import Rules, rules_in
from zxdata.rules.differing import differences

LARGEST = 1 << 20  # bytes
BESIDE = "改后的规则.toml"


@dataclass(frozen=True)
class RulesFile:
    """The file in force. obstacle: why nothing can be kept there, in a sentence; empty where it can."""

    path: Path
    text: str
    obstacle: str


def rules_file(settings: Settings) -> RulesFile:
    """Raises BadSetting where it cannot be read."""
    path = settings.rules.resolve()
    return RulesFile(path, _text(path), _obstacle(path))


def rules_history(settings: Settings) -> tuple[Revision, ...]:
    """The texts that the file has had, as far as the cockpit knows, the latest first. Raises LedgerUnavailable."""
    return revisions(settings, "rules")


def check_rules(settings: Settings, text: str) -> Rules:
    """The rules that this text would be in place of the file, or, where that is a shipped one, beside it. Raises BadSetting
    with a sentence for each fault."""
    path = settings.rules.resolve()
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise BadSetting(f"规则文件不能大于 {LARGEST >> 20} MB。")
    return rules_in(text, path.with_name(BESIDE) if _shipped(path) else path)


def keep_rules(settings: Settings, text: str, *, instead_of: str, by: str, address: str = "") -> int:
    """Write the text where ``ZX_RULES`` names; how many rules it changes. File, history and log change together or not at all.

    ``instead_of``: the text that was in force when the change was looked at. Raises BadSetting for a text with faults,
    WrongUse where the file is shipped, not to be written, or has another text by now, LedgerUnavailable.
    """
    found = rules_file(settings)
    if found.obstacle:
        raise WrongUse(found.obstacle)
    rules = check_rules(settings, text)
    if found.text != instead_of:
        raise WrongUse(f"{found.path.name} 在这期间已被改过，没有保存；请重新打开规则，再改一次。")
    if text == found.text:
        raise WrongUse("规则没有改动，不用保存。")
    changed = len(differences(rules_in(found.text, found.path), rules))
    name = found.path.name
    said = f"改 {changed} 条规则" if changed else "规则不变，只改写法"
    written = False
    try:
        with writing(own_tables(settings)) as connection:
            if latest(connection, "rules", name) != found.text:
                at = datetime.fromtimestamp(found.path.stat().st_mtime, timezone.utc)
                note(connection, "rules", name, FOUND, found.text, "", at)
            note(connection, "rules", name, KEPT, text, by)
            subject = f"规则文件 {name}"
            append(connection, settings.secret_key, Act.RULES, who=by, address=address, subject=subject, note=said)
            _write(found.path, text)
            written = True
    except Exception:
        if written:  # what was to be noted of it was not
            _write(found.path, found.text)
        raise
    return changed


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSetting(f"规则文件 {path.name} 读不出来：{fault}。") from fault


def _obstacle(path: Path) -> str:
    if _shipped(path):
        return (
            f"现在用的是随附的规则 {path.name}，升级时会换掉，不能在这里改；"
            "请把它另存一份，用 ZX_RULES 指向那一份，再来改。"
        )
    if not path.stat().st_mode & 0o222 or not os.access(path.parent, os.W_OK):
        return f"规则文件 {path} 是只读的，没有改动；请维护人员给驾驶舱写这个文件和文件夹的权限。"
    return ""


def _shipped(path: Path) -> bool:
    return path.is_relative_to(ASSETS.resolve())


def _write(path: Path, text: str) -> None:
    """Whole or not at all; raises WrongUse."""
    try:
        with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False) as file:
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, path.stat().st_mode & 0o777)
                os.replace(file.name, path)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as fault:
        raise WrongUse(f"规则文件 {path} 没有写成（{fault.strerror}），仍是原来的。") from fault
