"""An installation that asks for sign-in."""

from tests.access.conftest import signed

__all__ = ["signed"]
