"""The reader: for whom a question is asked and an act is done."""

from dataclasses import dataclass, replace
from typing import Literal

from zxdata.access.acts import BUSINESS, READING, Act
from zxdata.access.roles import Role, may
from zxdata.filters import Scope

Kind = Literal["account", "token", "open"]
Purpose = Literal["", "wall", "program", "embed", "card"]
PURPOSES: dict[Purpose, str] = {"wall": "大屏", "program": "程序", "embed": "嵌入", "card": "委员卡"}
"""What a token can be for; one that does not say serves walls, programs and embedding."""


@dataclass(frozen=True)
class Reader:
    """Someone whose rights are known.

    name      of the account or token; nothing where nobody signs in
    scope     the regions whose rows this reader sees
    personal  whether scores and party membership of members and the texts of 民情 are shown
    kind      ``account``: signed in; ``token``: a wall or a program, which only reads; ``open``: this installation asks
              nobody who they are
    """

    name: str
    role: Role
    scope: Scope
    personal: bool = False
    kind: Kind = "account"
    purpose: Purpose = ""
    member: str = ""

    def __post_init__(self) -> None:
        """The scope, under which everything is asked and kept, carries the right along."""
        object.__setattr__(self, "scope", replace(self.scope, personal=self.personal))

    @classmethod
    def open(cls) -> "Reader":
        """Everyone, where ``ZX_AUTH`` is ``none``: sees the whole, does the work of staff and keeps mappings."""
        return cls("", Role.STAFF, Scope.whole(), personal=True, kind="open")

    def for_purpose(self, *purposes: Purpose) -> bool:
        """Whether this is no token, or one that serves one of these purposes."""
        return self.kind != "token" or self.purpose in purposes or (not self.purpose and purposes != ("card",))

    def may(self, act: Act) -> bool:
        """Whether this reader may do the act within the scope."""
        if self.kind == "open":
            return act in READING | BUSINESS | {Act.MAPPINGS, Act.SUBSCRIBE}
        return may(self.role, act) and (self.kind == "account" or act in READING)
