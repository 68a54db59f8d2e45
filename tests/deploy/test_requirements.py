"""What an installation without a network is given is all that it asks for: nothing can be fetched there."""

import re
from importlib.metadata import distribution
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.bundle.making import MACHINES, PYTHONS
from zxdata.configuration import ROOT


def pinned(file: str) -> dict[str, str]:
    """Name → version, of a file and of those that it goes on from."""
    found: dict[str, str] = {}
    for line in (ROOT / file).read_text("utf-8").splitlines():
        if further := re.match(r"-r (\S+)", line):
            found |= pinned(further[1])
        elif wanted := re.match(r"([\w.\-]+)(?:\[[\w,]+\])?==(\S+)", line):
            found[canonicalize_name(wanted[1])] = wanted[2]
    return found


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_whatever_a_pinned_package_asks_for_is_pinned_too(file: str) -> None:
    listed = pinned(file)
    assert len(listed) > 60 and "streamlit" in listed
    missing = set()
    for name, (python, machine) in product(listed, product(PYTHONS, MACHINES)):
        here = {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "platform_machine": machine,
            "extra": "",
        }
        for asked in map(Requirement, distribution(name).requires or ()):
            if asked.marker and not asked.marker.evaluate(here):
                continue
            found = listed.get(canonicalize_name(asked.name))
            if found is None or not asked.specifier.contains(found, prereleases=True):
                missing.add(f"{name} → {asked}, {found}")
    assert missing == set()
