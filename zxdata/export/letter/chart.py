"""A native chart in a letter: the one that the figure's slide bears, with its workbook, in the sizes of a page."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls as word
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import nsdecls, nsuri, qn
from pptx.util import Inches

from zxdata.export.letter.page import TEXT_WIDTH, Letter
from zxdata.export.slides.fonts import name_fonts
from zxdata.figures import Figure, kind_of

BLANK = 6  # the layout of a slide without anything
SMALLER = 0.75  # a page is read from nearer than a slide: 11 pt there are 8 here
TALLEST = 3.6  # inches: names that would need more stand upright beside each other
LEAST_SIZE = 600  # hundredths of a point
UNFRAMED = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def add_chart(letter: Letter, figure: Figure) -> None:
    """The chart in the text's width, in a paragraph of its own; what it is of stands in its description."""
    kind, width = kind_of(figure), int(TEXT_WIDTH)
    height = int(Inches(min(kind.height(figure), TALLEST)))
    slides = Presentation()
    shapes = slides.slides.add_slide(slides.slide_layouts[BLANK]).shapes
    drawn = kind.slide.do(figure, shapes, (0, 0, width, height)).part
    number = 1 + sum(part.partname.startswith("/word/charts/") for part in letter.document.part.package.iter_parts())
    chart = _part(letter, f"/word/charts/chart{number}.xml", CONTENT_TYPE.DML_CHART, _for_a_page(drawn))
    book = drawn.chart_workbook.xlsx_part.blob
    held = _part(letter, f"/word/embeddings/chart{number}.xlsx", CONTENT_TYPE.SML_SHEET, book)
    name = drawn._element.find(qn("c:externalData")).get(qn("r:id"))
    chart.load_rel(RELATIONSHIP_TYPE.PACKAGE, held, name)
    reference = letter.document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    letter.drawing(_inline(reference, number, width, height, figure.title))


def _part(letter: Letter, name: str, content_type: str, content: bytes) -> Part:
    return Part(PackURI(name), content_type, content, letter.document.part.package)


def _for_a_page(drawn: Any) -> bytes:
    """The chart without a frame, its fonts named, its letters and dots smaller."""
    space = drawn._element
    space.find(qn("c:chart")).addnext(etree.fromstring(UNFRAMED))
    name_fonts(space)
    for properties in space.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        if properties.get("sz"):
            properties.set("sz", str(max(round(int(properties.get("sz")) * SMALLER / 50) * 50, LEAST_SIZE)))
    for size in space.iter(qn("c:size")):
        size.set("val", str(max(round(int(size.get("val")) * SMALLER), 2)))
    content: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _inline(reference: str, number: int, width: int, height: int, title: str) -> Any:
    inline = parse_xml(
        f'<wp:inline {word("wp")} {nsdecls("a", "r", "c")} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{10_000 + number}" name="图 {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{nsuri("c")}">'
        f'<c:chart r:id="{reference}"/></a:graphicData></a:graphic></wp:inline>'
    )
    inline.find("{*}docPr").set("descr", title)
    return inline
