"""The cockpit's facts and judgements, behind one small face.

    import zxdata as zx
    from zxdata.filters import Filters, Question, Scope

    settings = zx.settings()
    store = zx.open_store(settings)
    question = Question(Filters(as_of=settings.day()), Scope.whole(), "coverage")
    view = zx.answered(store, question, settings)

``__init__.pyi`` lists what it answers, once; values stand where they are defined (``figures``, ``filters``, ``words``,
``rules``, ``errors``). Names are loaded when first used, so that a child process which only reads a
file starts fast.
"""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
