"""What can be done in the cockpit: each act that rights are given for, with its Chinese name."""

from enum import StrEnum


class Act(StrEnum):
    """An act; its value stands in the log of acts, ``label`` on screen."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    PASSWORD = "password"
    SEE = "see"
    EXPORT = "export"
    ROWS = "rows"
    PICTURE = "picture"
    IMPORT = "import"
    WITHDRAW = "withdraw"
    REMIND = "remind"
    SAVE = "save"
    ANNOTATE = "annotate"
    ACCOUNTS = "accounts"
    MAPPINGS = "mappings"
    RULES = "rules"
    RIGHTS = "rights"
    AUDIT = "audit"
    SUBSCRIBE = "subscribe"
    NOTIFY = "notify"
    RESTORE = "restore"

    @property
    def label(self) -> str:
        return LABELS[self]


# fmt: off
LABELS = {
    Act.SIGN_IN: "登录", Act.SIGN_OUT: "退出", Act.PASSWORD: "改口令",
    Act.SEE: "查看", Act.EXPORT: "导出", Act.ROWS: "下载明细", Act.PICTURE: "存图片",
    Act.IMPORT: "导入", Act.WITHDRAW: "撤回导入", Act.REMIND: "登记催办", Act.SAVE: "保存视图", Act.ANNOTATE: "写标注",
    Act.ACCOUNTS: "账号", Act.MAPPINGS: "对照", Act.RULES: "规则", Act.RIGHTS: "授权", Act.AUDIT: "审计",
    Act.SUBSCRIBE: "订阅通知", Act.NOTIFY: "送通知", Act.RESTORE: "恢复备份",
}
# fmt: on
OWN = frozenset({Act.SIGN_IN, Act.SIGN_OUT, Act.PASSWORD})
"""What everyone who has an account does of themselves."""
READING = frozenset({Act.SEE, Act.EXPORT, Act.ROWS, Act.PICTURE})
"""Seeing, and taking along what is seen."""
BUSINESS = frozenset({Act.IMPORT, Act.WITHDRAW, Act.REMIND, Act.SAVE, Act.ANNOTATE})
"""What is written into the ledger and beside it."""
