"""Plotly's library for the browser, as the Python package brings it: where it lies and at which address it is served."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from starlette.responses import FileResponse
from starlette.routing import Route

ADDRESS = f"/drawing/plotly-{version('plotly')}.min.js"
"""Another version is another address, so a browser may keep it for ever."""
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


def library() -> Path:
    """Raises ModuleNotFoundError where Plotly is not installed."""
    package = find_spec("plotly")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("没有安装 plotly：请先 pip install -r requirements.txt。", name="plotly")
    return Path(package.origin).parent / "package_data" / "plotly.min.js"


ROUTE = Route(ADDRESS, lambda _: FileResponse(library(), media_type="text/javascript", headers=KEPT))
