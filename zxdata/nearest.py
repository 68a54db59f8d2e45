"""Names that are most like one that is not known."""

from collections.abc import Collection

ALIKE = 50.0  # of 100


def nearest(text: str, names: Collection[str], most: int = 3, alike: float = ALIKE) -> list[str]:
    """At most so many of the names, the most alike first; those that hold the text where none is alike."""
    from rapidfuzz import fuzz, process  # loaded when the first name is not known

    found = process.extract(text, names, scorer=fuzz.ratio, limit=most, score_cutoff=alike)
    return [name for name, _, _ in found] or [name for name in names if text and text in name][:most]
