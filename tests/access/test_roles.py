"""Roles × acts, as one table; what a token and an open installation may."""

import pytest

from zxdata.access import Act, Reader, Role, may
from zxdata.filters import Scope

# fmt: off
TABLE = """
            reader staff admin security auditor
sign_in        x     x     x      x       x
sign_out       x     x     x      x       x
password       x     x     x      x       x
see            x     x     .      .       .
export         x     x     .      .       .
rows           x     x     .      .       .
picture        x     x     .      .       .
import         .     x     .      .       .
withdraw       .     x     .      .       .
remind         .     x     .      .       .
save           .     x     .      .       .
annotate       .     x     .      .       .
accounts       .     .     x      .       .
mappings       .     .     x      .       .
rules          .     .     x      .       .
rights         .     .     .      x       .
audit          .     .     .      .       x
subscribe      x     x     .      .       .
notify         .     .     .      .       .
restore        .     .     .      .       .
"""
# fmt: on
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = {(role, line[0]): mark == "x" for line in LINES for role, mark in zip(HEAD, line[1:], strict=True)}


def test_each_role_may_do_what_the_table_says() -> None:
    assert {(role.value, act.value): may(role, act) for role in Role for act in Act} == CELLS


@pytest.mark.parametrize("role", Role)
def test_a_token_only_reads_whatever_its_role(role: Role) -> None:
    token = Reader("大厅大屏", role, Scope.of("500107"), kind="token")
    allowed = {act.value for act in Act if token.may(act)}
    assert allowed == ({"see", "export", "rows", "picture"} if role in (Role.READER, Role.STAFF) else set())


def test_an_open_installation_lets_everyone_do_the_work_of_staff_and_keep_mappings() -> None:
    open_to_all = Reader.open()
    assert open_to_all.scope == Scope.whole() and open_to_all.personal
    allowed = {act.value for act in Act if open_to_all.may(act)}
    assert allowed == {
        *("see", "export", "rows", "picture"),
        *("import", "withdraw", "remind", "save", "annotate", "mappings", "subscribe"),
    }


def test_roles_and_acts_have_names_of_their_own_in_chinese() -> None:
    names = [member.label for kind in (Role, Act) for member in kind]
    assert all(ord(sign) > 0x3000 for name in names for sign in name)
    assert len({act.label for act in Act}) == len(Act) and len({role.label for role in Role}) == len(Role)
