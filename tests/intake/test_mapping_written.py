"""A mapping as a file: written and read again, its mistakes named."""

import pytest
from sqlalchemy import Engine

from tests.intake.office_sheets import PROPOSALS, SUPERVISIONS, settled
from zxdata.errors import WrongUse
from zxdata.intake import mapping


def test_a_mapping_written_as_toml_is_read_again_as_it_was(ledger: Engine) -> None:
    for path in (PROPOSALS, SUPERVISIONS):
        found = settled(ledger, path)
        assert mapping.read(mapping.write(found)) == found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("case = ", "kase = "), "kase"),
        (('dataset = "proposals"', 'dataset = "proposal"'), "proposal"),
        (('title = "案  由"', 'titel = "案  由"'), "titel"),
        (('leads = ""', 'leads = "随便"'), "随便"),
        (("[targets.fields]", "[targets.fields"), "TOML"),
    ],
)
def test_a_mistake_in_a_mapping_is_named(sqlite_ledger: Engine, change: tuple[str, str], message: str) -> None:
    text = mapping.write(settled(sqlite_ledger, PROPOSALS))
    with pytest.raises(WrongUse, match=message):
        mapping.read(text.replace(*change, 1))
