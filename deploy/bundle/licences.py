"""The licences of all parts of a bundle, as an SPDX 2.3 document (ISO/IEC 5962), from what the wheels say of themselves."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from deploy.bundle.release import Release

UNKNOWN = "NOASSERTION"
_WORDS = tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Part:
    """licence: an SPDX expression, or NOASSERTION; source: where it comes from; digests: SHA-256 of its files by name."""

    name: str
    version: str
    licence: str
    source: str
    digests: tuple[tuple[str, str], ...] = ()


def of_wheels(wheels: Iterable[Path]) -> list[Part]:
    """One part for each version of a package, however many wheels there are of it, by name."""
    found: dict[tuple[str, str], Part] = {}
    for wheel in sorted(wheels):
        said = _metadata(wheel)
        key = (str(said["Name"]), str(said["Version"]))
        digest = (wheel.name, hashlib.sha256(wheel.read_bytes()).hexdigest())
        before = found.get(key)
        licence = before.licence if before else expression(said)
        found[key] = Part(*key, licence, f"PyPI {key[0]}", (*(before.digests if before else ()), digest))
    return sorted(found.values(), key=lambda part: part.name.lower())


def shipped() -> list[Part]:
    """What is in the sources but not ours."""
    return [Part(**each) for each in _WORDS["shipped"]]


def expression(said: Message) -> str:
    """The SPDX expression of a package's metadata: its own, else its words, else its classifiers."""
    words = str(said["License"] or "").strip()
    classifiers = [str(each) for each in said.get_all("Classifier", [])]
    classified = [_WORDS["classifiers"].get(each.rpartition(" :: ")[2]) for each in classifiers]
    written = next((spdx for pattern, spdx in _WORDS["words"].items() if re.match(pattern, words, re.I)), None)
    named = _WORDS["packages"].get(str(said["Name"]))
    for candidate in (named, said["License-Expression"], words, written, *classified):
        if candidate:
            try:
                return str(canonicalize_license_expression(str(candidate)))
            except InvalidLicenseExpression:
                continue
    return UNKNOWN


def document(release: Release, parts: Iterable[Part]) -> dict[str, Any]:
    """The SPDX document of a release and its parts; every part is contained in the release."""
    own = Part("zhengxie-cockpit", release.name, "Apache-2.0", UNKNOWN)
    packages = [_package(part) for part in (own, *parts)]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"zhengxie-cockpit-{release.name}",
        "documentNamespace": f"urn:zhengxie-cockpit:{release.name}",
        "creationInfo": {"created": release.committed_at, "creators": ["Tool: zhengxie-cockpit"]},
        "documentDescribes": [packages[0]["SPDXID"]],
        "packages": packages,
        "relationships": [
            {
                "spdxElementId": packages[0]["SPDXID"],
                "relationshipType": "CONTAINS",
                "relatedSpdxElement": each["SPDXID"],
            }
            for each in packages[1:]
        ],
    }


def _package(part: Part) -> dict[str, Any]:
    package: dict[str, Any] = {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{part.name}-{part.version}"),
        "name": part.name,
        "versionInfo": part.version,
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": False,
        "licenseConcluded": part.licence,
        "licenseDeclared": part.licence,
        "copyrightText": UNKNOWN,
        "sourceInfo": part.source,
    }
    if len(part.digests) == 1:
        package["checksums"] = [{"algorithm": "SHA256", "checksumValue": part.digests[0][1]}]
    elif part.digests:
        package["comment"] = "SHA256 " + "; ".join(f"{name}: {digest}" for name, digest in part.digests)
    return package


def _metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        return BytesParser().parsebytes(archive.read(name))
