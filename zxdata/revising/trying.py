"""A changed rules file tried on the ledger of today, for a page: in a process of its own."""

from zxdata.apart import CPU_SECONDS, MEMORY, Progress, apart
from zxdata.configuration import Settings
from zxdata.revising.preview import Preview as RulesPreview
from zxdata.revising.preview import preview
from zxdata.revising.rules_file import check_rules
from zxdata.rules.book import read_rules

__all__ = ["RulesPreview", "preview_rules"]
TOO_MUCH = (
    f"台账太大，试算超出了 {MEMORY >> 20} MB 内存或 {CPU_SECONDS} 秒，已经停下，什么也没有改；"
    "请在服务器上用 python -m zxdata rules preview 试算。"
)


def preview_rules(settings: Settings, text: str, progress: Progress) -> RulesPreview:
    """What keeping this text would do. Raises WrongUse with a sentence for each fault of it, LedgerUnavailable."""
    check_rules(settings, text)
    found: RulesPreview = apart(tried, settings, text, progress=progress, too_much=TOO_MUCH)
    return found


def tried(settings: Settings, text: str, progress: Progress) -> RulesPreview:
    progress(1, 1, "今天的台账")
    return preview(settings, read_rules(settings.rules), check_rules(settings, text))
