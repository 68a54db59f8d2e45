"""What can go wrong, each said in one final Chinese sentence.

CockpitError
├── WrongUse            the caller asked for something that does not exist (exit code 2)
│   ├── Unknown         a name that no registry holds; carries close matches
│   └── BadSetting      cockpit.toml or the environment holds a value that cannot be used
├── ClusterUnavailable  the cluster that answers questions cannot be reached
├── LedgerUnavailable   the shared database cannot be reached or is locked
├── SchemaMismatch      the shared database has no schema, or a newer one
├── NoSnapshot          nothing has been published to read from yet
├── SnapshotDamaged     the file of a version cannot be read any more
├── TooSlow             a deadline passed before the answer came
└── Unreadable          a file cannot be read as a table
"""

from collections.abc import Iterable

from zxdata.nearest import nearest


class CockpitError(Exception):
    """Base of all expected failures. ``str(error)`` is the sentence to show."""

    @property
    def sentence(self) -> str:
        return str(self)


class WrongUse(CockpitError):
    """The question itself is wrong; asking again unchanged cannot work."""


class Unknown(WrongUse):
    """A name that its registry does not hold.

    ``what`` is the Chinese noun (指标, 维度, 区划 …), ``value`` the name as given,
    ``known`` all names that would have worked; close ones are offered.
    """

    def __init__(self, what: str, value: str, known: Iterable[str] = ()) -> None:
        super().__init__(what, value)
        self.what, self.value = what, value
        self._known: Iterable[str] = known

    def __str__(self) -> str:
        # Looked for only when shown: an import may meet ten thousand unknown names.
        self._known = names = sorted(set(self._known))
        close = nearest(self.value, names)
        hint = f"您要找的是不是 {'、'.join(close)}？" if close else _listing(names)
        return f"没有名为“{self.value}”的{self.what}。{hint}"


class BadSetting(WrongUse):
    pass


class ClusterUnavailable(CockpitError):
    pass


class LedgerUnavailable(CockpitError):
    pass


class SchemaMismatch(CockpitError):
    pass


class NoSnapshot(CockpitError):
    pass


class SnapshotDamaged(CockpitError):
    pass


class TooSlow(CockpitError):
    pass


class Unreadable(CockpitError):
    pass


def _listing(names: list[str]) -> str:
    if not names:
        return ""
    shown = "、".join(names[:8])
    return f"可用：{shown}{' 等' if len(names) > 8 else ''}。"
