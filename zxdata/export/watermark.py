"""A watermark in each kind of document: faint, slanted, behind what is read."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from lxml import etree
from PIL import Image, ImageDraw, ImageFont
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from zxdata.export.pictures.font import font_file, settable

NAME = "水印"
INK = "BFBFBF"
ALPHA = 35_000  # thousandths of a percent
TILE = (620, 300)  # px of the picture that a sheet repeats
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
)
# Word's own shape 136, text along a line, centred on the margins of every page.
SHAPE = (
    f"<w:r {SPACES}><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="{name}" type="#_x0000_t136" stroked="f" fillcolor="#{ink}" style="position:absolute;width:430pt;'
    "height:34pt;rotation:330;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
    '"><v:fill opacity=".5"/><v:textpath style="font-family:FangSong" string={words}/></v:shape></w:pict></w:r>'
)


def on_pages(document: Any, words: str) -> None:
    """Over every page of a Word document, by its headers."""
    run = SHAPE.format(name=NAME, ink=INK, words=quoteattr(words))
    for section in document.sections:
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0]._p.append(parse_xml(run))


def on_slides(deck: Any, words: str) -> None:
    """Behind the shapes of every slide."""
    wide, high = deck.slide_width, deck.slide_height
    for slide in deck.slides:
        box = slide.shapes.add_textbox(Emu(int(wide * 0.1)), Emu(int(high * 0.42)), Emu(int(wide * 0.8)), Pt(60))
        box.name, box.rotation = NAME, -20
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        run = paragraph.add_run()
        run.text, run.font.size = words, Pt(32)
        run.font.color.rgb = RGBColor.from_string(INK)
        etree.SubElement(run.font._element.find(f".//{qn('a:srgbClr')}"), qn("a:alpha")).set("val", str(ALPHA))
        tree = slide.shapes._spTree
        tree.remove(box._element)
        tree.insert(2, box._element)


def on_sheets(book: Any, words: str) -> None:
    """Behind the cells of every sheet as it is read on screen, and at the foot of each printed page."""
    drawn = _tile(words)
    for sheet in book.worksheets():
        sheet.set_footer(f"&C{words.replace('&', '&&')}")
        sheet.set_background(BytesIO(drawn))


def _tile(words: str) -> bytes:
    font = ImageFont.truetype(font_file(), 20)
    image = Image.new("RGB", TILE, "white")
    ImageDraw.Draw(image).text((TILE[0] / 2, TILE[1] / 2), settable(words), font=font, fill="#E6E6E6", anchor="mm")
    file = BytesIO()
    image.rotate(18, fillcolor="white").save(file, "PNG")
    return file.getvalue()
