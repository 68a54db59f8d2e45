"""Room that a table's column of words gets."""

import pandas as pd

from ui.show.table import _width


def test_cells_without_words_take_no_room_from_those_that_have_some() -> None:
    assert _width(pd.Series(["", "—"] * 50 + ["按期答复的提案数"])) == "medium"
    assert _width(pd.Series(["渝中区", "九龙坡区"])) is None and _width(pd.Series(["", "—"])) is None
