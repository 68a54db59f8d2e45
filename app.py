"""The server. ``streamlit run app.py`` and ``uvicorn app:app`` serve the same cockpit.

The main script is ``ui/frame.py``: beside ``pages/`` Streamlit would run pages without it.
"""

import streamlit as st

from api import ROUTES
from ui.drawing import ROUTE
from ui.embedding import ROUTES as EMBEDDED
from ui.help import ROUTES as HELP
from ui.starting import check_settings
from ui.wire import LAYERS

check_settings()
app = st.App("ui/frame.py", routes=[ROUTE, *EMBEDDED, *HELP, *ROUTES], middleware=LAYERS)
