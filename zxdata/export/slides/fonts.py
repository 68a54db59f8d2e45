"""Every run of a document names its western and its east-asian font, else WPS and Office choose their own."""

from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from zxdata.figures.palette import FONT

PROPERTIES = tuple(qn(f"a:{name}") for name in ("rPr", "endParaRPr", "defRPr"))
LATER = tuple(qn(f"a:{name}") for name in ("cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst"))


def name_fonts(root: Any, font: str = FONT) -> None:
    """``a:latin`` and ``a:ea`` in all text properties below ``root``, in the order that the schema asks for."""
    for run in [*root.iter(qn("a:r"), qn("a:fld"))]:
        if run.find(qn("a:rPr")) is None:
            run.insert(0, etree.SubElement(run, qn("a:rPr")))
    for properties in root.iter(*PROPERTIES):
        for name in ("a:latin", "a:ea"):
            for old in properties.findall(qn(name)):
                properties.remove(old)
        later = next((n for n, child in enumerate(properties) if child.tag in LATER), len(properties))
        for offset, name in enumerate(("a:latin", "a:ea")):
            face = etree.Element(qn(name))
            face.set("typeface", font)
            properties.insert(later + offset, face)
