"""HTTP for programs: metrics, numbers and rows as JSON, CSV or Arrow, and whether the process can serve."""

from api.routes import ROUTES

__all__ = ["ROUTES"]
