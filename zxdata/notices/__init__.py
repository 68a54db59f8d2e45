"""Notices: who subscribes to a list is told of its changes, each once, by file, mail or webhook."""

from zxdata.notices.lists import NOTICE_LISTS
from zxdata.notices.running import Ran, run
from zxdata.notices.sending import NOTICE_CHANNELS
from zxdata.notices.subscribing import Subscription, subscribe, subscribed, unsubscribe

__all__ = [
    "NOTICE_CHANNELS",
    "NOTICE_LISTS",
    "Ran",
    "Subscription",
    "run",
    "subscribe",
    "subscribed",
    "unsubscribe",
]
