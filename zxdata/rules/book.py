"""The rule book: limits and thresholds of one body, read from TOML, every field with its default."""

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError

from zxdata.errors import BadSetting
from zxdata.rules.clock import Clock, Section
from zxdata.rules.comparing import Comparing
from zxdata.rules.consulting import Consulting
from zxdata.rules.contradictions import contradictions
from zxdata.rules.coverage import Coverage
from zxdata.rules.evaluation import Cadence, Index, Signals, Target
from zxdata.rules.exchanging import Exchanging
from zxdata.rules.faults import sentence
from zxdata.rules.flooding import Flooding
from zxdata.rules.layers import laid_over, read_layers
from zxdata.rules.marking import Watermark
from zxdata.rules.opening import Opening
from zxdata.rules.palette import SHIPPED_PALETTE, Palette
from zxdata.rules.party import Party
from zxdata.rules.points import Duty
from zxdata.rules.procedure import Procedure
from zxdata.rules.programmes import Programmes
from zxdata.rules.publishing import Published
from zxdata.rules.reporting import Reporting, Score
from zxdata.rules.suggestions import SuggestionClock
from zxdata.rules.supervision import Supervision
from zxdata.rules.voices import Voices

__all__ = ["Clock", "Coverage", "RankingLimits", "Rules", "read_rules"]


class RankingLimits(Section):
    confidence: float = Field(0.998, gt=0.5, lt=1)
    small: int = Field(10, ge=1)


class QualityLimits(Section):
    """A record dated more than ``outlying_years`` before the day asked for is taken for a slip of the pen."""

    outlying_years: int = Field(20, ge=1, le=100)
    score: Score = Score()


class Rules(Section):
    version: str = "2026"
    colours: Palette = SHIPPED_PALETTE
    proposals: Clock = Clock()
    procedure: Procedure = Procedure()
    supervision: Supervision = Supervision()
    suggestions: SuggestionClock = SuggestionClock()
    programmes: Programmes = Programmes()
    party: Party = Party()
    coverage: Coverage = Coverage()
    consultation: Consulting = Consulting()
    voices: Voices = Voices()
    ranking: RankingLimits = RankingLimits()
    comparing: Comparing = Comparing()
    quality: QualityLimits = QualityLimits()
    reporting: Reporting = Reporting()
    exchanging: Exchanging = Exchanging()
    duty: Duty = Duty()
    targets: dict[str, Target] = Field({})
    indices: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], Index] = Field({})
    cadences: tuple[Cadence, ...] = ()
    signals: Signals = Signals()
    flooding: Flooding = Flooding()
    opening: Opening = Opening()
    published: Published = Published()
    watermark: Watermark = Watermark()

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Other rules with these parts in place of the old ones, and a fingerprint of their own."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("fingerprint", None)
        return copied


def read_rules(path: Path) -> Rules:
    """The rules that ``path`` holds now, over those that it extends; raises BadSetting with a sentence for each fault."""
    return _parsed(path.name, read_layers(path))


def rules_in(text: str, path: Path) -> Rules:
    """The rules that ``path`` would hold with this text; raises BadSetting with a sentence for each fault."""
    return _parsed(path.name, read_layers(path, text=text))


@lru_cache(maxsize=8)
def rules_of(kept: str) -> Rules:
    """The rules that a snapshot keeps, as ``Rules.model_dump_json`` wrote them."""
    return Rules.model_validate_json(kept)


@lru_cache(maxsize=8)
def _parsed(name: str, texts: tuple[str, ...]) -> Rules:
    table = laid_over(name, texts)
    against = [f"规则文件 {name} 的 {sentences}" for sentences in contradictions(table)]
    try:
        rules = Rules.model_validate(table)
    except ValidationError as fault:
        sentences = [sentence(name, dict(error), Rules) for error in fault.errors() if not _echo(error, fault)]
        raise BadSetting("\n".join([*sentences, *against])) from fault
    if against:
        raise BadSetting("\n".join(against))
    return rules


def _echo(error: Any, fault: ValidationError) -> bool:
    """A list called too short only because one of its items, which has its own sentence, could not be read."""
    deeper = (e["loc"][: len(error["loc"])] == error["loc"] and e["loc"] != error["loc"] for e in fault.errors())
    return error["type"] == "too_short" and any(deeper)
