"""A figure alone for a page of others: ``/embed/figure?view=proposals&figure=map&region=500107``."""

from ui.embedding.routes import ROUTES

__all__ = ["ROUTES"]
