"""The roles, and which acts each may do: one table.

系统管理, 安全管理 and 审计 are three separate offices, as GB/T 22239-2019 (等级保护) asks from level 2 on: none of them sees
rows of cases, and none does the work of another.
"""

from enum import StrEnum

from zxdata.access.acts import BUSINESS, OWN, READING, Act


class Role(StrEnum):
    """A role; its value stands in accounts and on the command line, ``label`` on screen."""

    READER = "reader"
    STAFF = "staff"
    ADMIN = "admin"
    SECURITY = "security"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Role.READER: "查看",
    Role.STAFF: "业务",
    Role.ADMIN: "系统管理",
    Role.SECURITY: "安全管理",
    Role.AUDITOR: "审计",
}
MAY: dict[Role, frozenset[Act]] = {
    Role.READER: OWN | READING | {Act.SUBSCRIBE},
    Role.STAFF: OWN | READING | BUSINESS | {Act.SUBSCRIBE},
    Role.ADMIN: OWN | {Act.ACCOUNTS, Act.MAPPINGS, Act.RULES},
    Role.SECURITY: OWN | {Act.RIGHTS},
    Role.AUDITOR: OWN | {Act.AUDIT},
}


def may(role: Role, act: Act) -> bool:
    """Whether a role may do an act at all; on which rows is decided by the reader's scope."""
    return act in MAY[role]
