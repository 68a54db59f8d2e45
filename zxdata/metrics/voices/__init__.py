"""民情与社情民意: what people raise, how soon they are answered, what it turns into, and who listens."""

from zxdata.metrics.voices import becoming, bulletins, cases, contacts, engagement, lists, sources
from zxdata.metrics.voices.bulletins import BULLETIN
from zxdata.metrics.voices.cases import VOICE

METRICS = (
    *cases.METRICS,
    *sources.METRICS,
    *becoming.METRICS,
    *lists.METRICS,
    *bulletins.METRICS,
    *contacts.METRICS,
    *engagement.METRICS,
)

__all__ = ["BULLETIN", "METRICS", "VOICE"]
