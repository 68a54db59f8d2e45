"""One refresher of a ledger at a time, on either database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine

from zxdata.errors import LedgerUnavailable
from zxdata.ledger import connect
from zxdata.ledger.lease import refreshing


def test_a_second_machine_waits_for_its_turn(ledger: Engine) -> None:
    other, begun, order = connect(ledger.url.render_as_string(hide_password=False)), threading.Event(), []

    def second() -> None:
        begun.set()
        with refreshing(other, 30):
            order.append("second")

    with ThreadPoolExecutor() as beside:
        with refreshing(ledger):
            asked = beside.submit(second)
            begun.wait()
            with pytest.raises(LedgerUnavailable, match="另一台机器一直在用"), refreshing(other, 0.1):
                pass
            order.append("first")
        asked.result()
    assert order == ["first", "second"]


def test_the_lease_goes_with_whoever_failed(ledger: Engine) -> None:
    with pytest.raises(ZeroDivisionError), refreshing(ledger):
        raise ZeroDivisionError
    with refreshing(ledger, 0.1):
        pass


def test_a_database_that_knows_no_lease_keeps_nobody_waiting() -> None:
    with refreshing(create_engine("sqlite://")), refreshing(create_engine("sqlite://"), 0.1):
        pass
