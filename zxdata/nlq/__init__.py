"""Natural-language questions (NLQ): a question in Chinese → the one Question, or a question back.

text → ``spans`` (what each stretch of it means, by dictionaries made from the registry) → ``metrics_meant`` (which
metrics explain every word) → Understood → ``answering`` (number, sentence, chart, link, rows). What a dictionary cannot
explain is never passed over: it is asked back.
"""

from zxdata.nlq.answering import Answered, ask
from zxdata.nlq.model import AskedBack, Understood
from zxdata.nlq.understanding import understand

__all__ = ["Answered", "AskedBack", "Understood", "ask", "understand"]
