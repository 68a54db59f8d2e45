"""The command ``ask``: a question in words."""

from typing import Annotated

import typer

from zxdata.cli.asking import SECONDS, asking
from zxdata.cli.options import AsAccount, AsJson, Db, ScopeRegion, Today
from zxdata.cli.printing import print_json, print_table, say
from zxdata.inquiry.given import Given
from zxdata.inquiry.written import plain

FOUND, ASKED_BACK = 0, 1
Words = Annotated[str, typer.Argument(metavar="问题", help="用一句话问，例如 “九龙坡区今年按期办复率比去年怎么样”")]


def register(app: typer.Typer) -> None:
    app.command("ask")(ask)


def ask(
    words: Words,
    as_json: AsJson = False,
    today: Today = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    db: Db = None,
) -> int:
    """一句话问数：答出数、口径、截至日和看同一个数的链接；拿不准的反问，退出码 1。"""
    from zxdata.inquiry.in_words import told
    from zxdata.nlq import AskedBack
    from zxdata.nlq import ask as answer_in_words

    with asking(Given(scope=scope, as_of=today), db, account) as asked:
        found = answer_in_words(asked.store, words, asked.question.scope, asked.settings, today, SECONDS)
        if as_json:
            print_json(told(found, asked.reading))
        elif isinstance(found, AskedBack):
            print(found.sentence)
            for choice in found.choices:
                print(f"  {choice}")
        else:
            print("".join((*found.told, found.sentence)))
            for table in (
                found.listing.frame if found.listing else None,
                found.result.frame if found.result.by else None,
            ):
                if table is not None:
                    rows = plain(table.to_dict("records"))
                    print_table(
                        list(table.columns), [["—" if v is None else str(v) for v in row.values()] for row in rows]
                    )
            say(found.link)
    return ASKED_BACK if isinstance(found, AskedBack) else FOUND
