"""Each token opens the doors that it is for, no other, and whoever tries one stands in the log."""

from collections.abc import Iterator

import pytest
import requests

from tests.door.conftest import Served
from zxdata.access import Role, tokens
from zxdata.access.acts_log import entries
from zxdata.access.reader import Purpose

QUERY = "/api/v1/query?metric=supervision.matters"
FIGURE = "/embed/figure?view=proposals&figure=trend"
CARD = "/embed/card?as_of=2025-12-31"
# purpose → what a page (?token=), the interface (Bearer), an embedded figure and a card (?token=) answer it
DOORS: dict[Purpose, tuple[int, int, int, int]] = {
    "": (303, 200, 200, 403),
    "wall": (303, 403, 403, 403),
    "program": (403, 200, 403, 403),
    "embed": (403, 403, 200, 403),
    "card": (403, 403, 403, 200),
}


@pytest.fixture(scope="module")
def secrets(served: Served) -> Iterator[dict[Purpose, str]]:
    found = {
        purpose: tokens.add(
            served.settings,
            f"令牌{purpose}",
            Role.READER,
            personal=purpose == "card",
            purpose=purpose,
            member="M1" if purpose == "card" else "",
            by="本机",
        )
        for purpose in DOORS
    }
    yield found
    for purpose in DOORS:
        tokens.revoke(served.settings, f"令牌{purpose}", by="本机")


def test_a_token_opens_the_doors_it_is_for(served: Served, secrets: dict[Purpose, str]) -> None:
    page = {"accept": "text/html"}

    def asked(path: str, **more: str) -> int:
        return requests.get(f"{served.address}{path}", headers=more, allow_redirects=False, timeout=120).status_code

    answered = {
        purpose: (
            asked(f"/?token={secret}&screen=1", **page),
            asked(QUERY, authorization=f"Bearer {secret}"),
            asked(f"{FIGURE}&token={secret}"),
            asked(f"{CARD}&token={secret}"),
        )
        for purpose, secret in secrets.items()
    }
    assert answered == DOORS
    refused = [e for e in entries(served.settings) if e.result == "refused" and e.who.startswith("令牌")]
    assert {e.who for e in refused} >= {"令牌wall", "令牌program", "令牌embed", "令牌card"}


def test_a_members_own_token_shows_the_own_card_whatever_the_address_says(
    served: Served, secrets: dict[Purpose, str]
) -> None:
    for more in ("", "&person=M2", "&person=乙某", "&view=members.landing"):
        answer = requests.get(f"{served.address}{CARD}&token={secrets['card']}{more}", timeout=120)
        assert answer.status_code == 200
        assert "甲某" in answer.text and "乙某" not in answer.text
    account = served.signed_in("王").get(f"{served.address}{CARD}")
    assert account.status_code == 400 and "甲某" not in account.text


def test_a_wall_that_came_by_its_token_asks_no_interface(served: Served, secrets: dict[Purpose, str]) -> None:
    wall = requests.Session()
    wall.get(f"{served.address}/?token={secrets['wall']}&screen=1", headers={"accept": "text/html"}, timeout=120)
    assert wall.cookies and wall.get(f"{served.address}{QUERY}", timeout=120).status_code == 403


def test_a_region_beyond_the_scope_and_a_right_that_is_missing_are_refused_in_the_log(served: Served) -> None:
    district, admin = served.signed_in("九"), served.signed_in("系")
    assert district.get(f"{served.address}{QUERY}&region=500107").status_code == 200
    assert district.get(f"{served.address}{QUERY}&region=500108").status_code == 404
    assert admin.get(f"{served.address}{QUERY}").status_code == 403
    found = [e for e in entries(served.settings) if e.result == "refused" and e.who in ("九", "系")]
    assert [(e.who, e.act, e.note) for e in found][-2:] == [
        ("九", "see", "没有这个区划，或在数据范围之外"),
        ("系", "see", "没有权限"),
    ]
    assert "region=500108" in found[-2].subject
