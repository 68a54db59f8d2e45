"""How high pictures are, in inches on a page whose text is 6.2 wide."""

LEAST = 2.4
MAP = 4.4


def of_rows(count: int) -> float:
    """The height of so many names under each other."""
    return max(1.2, 0.7 + 0.17 * count)
