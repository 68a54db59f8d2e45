"""A finished Plotly specification, shown as it is."""

from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from ui.paint import Spec


class Finished(BaseFigure):  # type: ignore[misc]
    """A specification that needs no check: of dictionaries Streamlit builds Plotly's own objects on every run, which
    takes nearly half of the run. The tests hold what is painted against those objects once.
    """

    def __init__(self, spec: Spec) -> None:
        self.__dict__["spec"] = spec

    def to_dict(self) -> Spec:
        spec: Spec = self.__dict__["spec"]
        return spec


def plot(spec: Spec, **settings: Any) -> None:
    """``st.plotly_chart`` in our own colours."""
    st.plotly_chart(Finished(spec), theme=None, **settings)
