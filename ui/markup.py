"""The only way text from data becomes markup: every value is escaped."""

from functools import lru_cache
from html import escape
from string import Template


class Markup(str):
    """Text that is already markup; made only by ``fill`` and ``join``."""


NONE = Markup("")


@lru_cache(maxsize=128)
def _template(text: str) -> Template:
    return Template(text)


def fill(template: str, **values: object) -> Markup:
    """``template`` with its $names replaced; what is not Markup is escaped, quotes included."""
    escaped = {k: v if isinstance(v, Markup) else escape(str(v), quote=True) for k, v in values.items()}
    return Markup(_template(template).substitute(escaped))


def join(parts: list[Markup], between: Markup = NONE) -> Markup:
    return Markup(between.join(parts))
