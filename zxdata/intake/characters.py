"""Which characters make a difference: the one policy on full-width, invisible and odd signs.

``unescaped``  what a spreadsheet's own signs stand for: ="0001", '0001, _x000D_
``tidy``       running text: invisible signs gone, odd spaces plain, its line breaks and punctuation its own
``line``       text of one line, such as a title: tidy, and breaks and spaces between Chinese words gone
``canonical``  what identifies or sorts: numbers, names, categories; full-width letters and digits plain besides
"""

import re
from unicodedata import normalize

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
QUOTED = re.compile(r'="((?:[^"]|"")*)"')
LED = re.compile("'(?:[\t\r]|\\s*[=+@＝＋－＠0-9-])")  # the apostrophe by which a spreadsheet keeps text from running
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
CONTROLS = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
)  # NUL is refused; breaks and tabs are known below
ODD = re.compile("[^\x21-\x7e\u4e00-\u9fff]")  # what a text has to hold to need any of this
SPACES = re.compile("[\t\v\f \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20\u3001-\u303f"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])")
CHINESE_SIGNS = str.maketrans("(),:;!?", "（），：；！？")
ANY_HAN = re.compile("[\u3400-\u9fff]")


def unescaped(text: str) -> str:
    """A cell's text without what only a spreadsheet needs."""
    if text.startswith('="') and (found := QUOTED.fullmatch(text.strip())):
        text = found[1].replace('""', '"')
    if LED.match(text) or (text.startswith("'") and "'" not in text[1:]):
        text = text[1:]
    if "_x" in text:
        text = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text


def tidy(text: str) -> str:
    if not ODD.search(text):
        return text
    plain = SPACES.sub(" ", BREAKS.sub("\n", CONTROLS.sub(" ", INVISIBLE.sub("", text))))
    return "\n".join(part.strip() for part in plain.split("\n")).strip()


def line(text: str) -> str:
    if not ODD.search(text):
        return text
    return " ".join(BETWEEN_HAN.sub("", tidy(text)).split())


def canonical(text: str) -> str:
    """Equal for all ways to write one number, name or category; Chinese text keeps its full-width brackets."""
    if not ODD.search(text):
        return text
    plain = line(normalize("NFKC", INVISIBLE.sub("", text)))
    return plain.translate(CHINESE_SIGNS) if ANY_HAN.search(plain) else plain
