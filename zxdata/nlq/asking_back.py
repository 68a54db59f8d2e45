"""What is asked back where a question leaves something open."""

from collections.abc import Sequence

from zxdata.nlq.model import AskedBack

MOST = 5  # choices that are offered
EXAMPLES = (
    "今年各区县按期办复率",
    "九龙坡区今年提案办复率比去年怎么样",
    "逾期提案最多的五个承办单位",
    "有哪些逾期的提案",
)


class Unclear(Exception):
    """Ends an understanding with what is asked back."""

    def __init__(self, sentence: str, choices: Sequence[str] = (), open: bool = False) -> None:
        super().__init__(sentence)
        self.back = AskedBack(sentence, tuple(dict.fromkeys(choices))[:MOST], open)


def either(names: Sequence[str]) -> str:
    """Names, each once, as what one of them may be."""
    names = list(dict.fromkeys(names))[:MOST]
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}或{names[-1]}"
