"""Questions to the clerk about a file: one click each, none answered beforehand."""

from collections.abc import Sequence

import streamlit as st

import zxdata as zx
from ui import widgets

ABREAST = 2  # side by side


def ask(questions: Sequence[zx.Question], prefix: str) -> None:
    for begin in range(0, len(questions), ABREAST):
        some = questions[begin : begin + ABREAST]
        for place, question in zip(st.columns(ABREAST), some, strict=False):
            with place, st.container(key=f"box-{prefix}{question.key}", gap=None):
                words = {choice.value: choice.words for choice in question.choices}
                widgets.segmented_control(
                    question.ask, list(words), format_func=words.__getitem__, key=f"{prefix}{question.key}"
                )


def said(prefix: str) -> dict[str, str]:
    """Question → answer, of those asked under ``prefix``."""
    held = ((str(key), value) for key, value in st.session_state.items())
    return {key.removeprefix(prefix): value for key, value in held if key.startswith(prefix) and value}
