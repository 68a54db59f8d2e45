"""The watermark: whose screen or file it is, and when it was looked at."""

from datetime import datetime

from pydantic import Field

from zxdata.rules.clock import Section


class Watermark(Section):
    """Whether ``pages`` and ``files`` carry it, and its ``words``: {name} is the account, {time} the minute."""

    pages: bool = True
    files: bool = True
    words: str = Field("{name}　{time}", min_length=1, max_length=60)

    def on_page(self, name: str, now: datetime) -> str:
        """What stands over a page; nothing where nobody has signed in, for then it would tell nothing."""
        return self._said(name, now) if self.pages else ""

    def in_file(self, name: str, now: datetime) -> str:
        """What a file carries; nothing where nobody has signed in."""
        return self._said(name, now) if self.files else ""

    def _said(self, name: str, now: datetime) -> str:
        if not name:
            return ""
        return self.words.replace("{name}", name).replace("{time}", f"{now:%Y-%m-%d %H:%M}")
