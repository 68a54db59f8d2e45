"""帮写: a paragraph for a brief on what is before the reader, from the sentences of the documents; each number leads to the
metric that it is of. A language model may only rephrase it, and a text with other numbers is refused.
"""

from zxdata.drafting.paragraph import Paragraph, Part, Said, paragraph
from zxdata.drafting.rephrasing import Refused, rephrase, rephrased

__all__ = ["Paragraph", "Part", "Refused", "Said", "paragraph", "rephrase", "rephrased"]
