"""What is known of one thing: names left, values right, what qualifies them after."""

from ui.markup import Markup, fill, join
from zxdata.figures import Profile

ROW = '<div><dt>$name</dt><dd>$value<span class="quiet">$base</span></dd></div>'


def profile(figure: Profile) -> Markup:
    rows = [
        fill(ROW, name=name, value=value, base=f"　{base}" if base else "")
        for name, value, base in figure.frame[["name", "value", "base"]].itertuples(index=False)
    ]
    return fill('<dl class="profile">$rows</dl>', rows=join(rows))
