"""Colours on days gone by, of the whole and of single cases, whatever the subject."""

from datetime import timedelta

import streamlit as st

from ui import ask
from ui.show.chart import figure, two_columns
from ui.show.choices import choice, day
from ui.show.lead import close, lead
from ui.show.letters import letters

COMPARED_DAYS = 30


def replay(page: str, option: str, noun: str) -> None:
    """The part ``replay`` of a page. ``option`` names one case, called ``noun``; the open ones are offered."""
    head, past = ask.view(f"{page}.head"), ask.view(f"{page}.replay")
    if not past.figures:
        lead(past)
        return
    with st.container(horizontal=True, key="choices"):
        day("与哪一日比较", "since", head.as_of - timedelta(days=COMPARED_DAYS), head.as_of - timedelta(days=1))
        known = ask.drill_through(f"{page}.open", head).rows.frame
        named = {no: f"{name}（{no}）" for no, name in zip(known["no"], known["title"], strict=True)}
        choice(noun, option, {"": f"最急的{noun}", **named})
    lead(past)
    left, right = two_columns(1, 1)
    with left:
        figure(past, "area", height=300)
    with right:
        figure(past, "flips")
    figure(past, "strips")
    figure(past, "changed")
    if ask.asked(page).question.option("flip"):
        close("flip", f"看全部变了颜色的{noun}")


def press(page: str) -> None:
    """The part ``press`` of a page: what to send today, and the register of what was sent."""
    found = ask.view(f"{page}.press")
    lead(found)
    left, right = two_columns(1, 1)
    with left:
        letters(found)
    with right:
        figure(found, "register")
