"""Meetings and suggestions of the demonstration with what is known of each on a day, worked out in pandas."""

from datetime import date

import pandas as pd

from tests import demonstration

TODAY = demonstration.EARLIER  # before any district changed
DIMS = ("platform", "form", "channel", "category")
Tables = dict[str, pd.DataFrame]


def tables() -> Tables:
    return demonstration.tables(TODAY)


def meetings(tables: Tables, day: date) -> pd.DataFrame:
    """Meetings held by the day, and what each says of itself."""
    found = tables["consultations"]
    found = found[found["held_on"] <= day]
    visits = found[["member_visits", "public_visits", "leader_visits"]]
    said = tables["suggestions"]
    said = said[(said["origin"] == "协商") & (said["raised_on"] <= day)]
    return found.assign(
        led=found["leader_visits"] > 0,
        peopled=found["public_visits"] > 0,
        untold=visits.isna().any(axis=1),
        cross=found["partner_regions"].notna(),
        single=found["partner_regions"].isna(),
        fruitful=found["consultation_no"].isin(said["origin_no"]),
        any=True,
    )


def suggestions(tables: Tables, day: date) -> pd.DataFrame:
    """Suggestions of consultations with the meeting's dimensions and what is known of each on the day."""
    found = tables["suggestions"]
    found = found[(found["origin"] == "协商") & (found["raised_on"] <= day)]
    joined = found.merge(
        tables["consultations"][["consultation_no", *DIMS]], how="left", left_on="origin_no", right_on="consultation_no"
    )
    joined["unit"] = joined["unit"].map(tables["units"].set_index("unit_no")["name"]).fillna(joined["unit"])
    raised, replied_on = (pd.to_datetime(joined[name]) for name in ("raised_on", "replied_on"))
    due = pd.to_datetime(joined["due_on"]).fillna(raised + pd.DateOffset(months=3))
    replied = replied_on <= pd.Timestamp(day)
    known = replied_on.fillna(raised) <= pd.Timestamp(day)
    done_on = pd.to_datetime(joined["implemented_on"])
    done, partly = done_on <= pd.Timestamp(day), known & joined["adoption"].isin(["采纳", "部分采纳"])
    signed_on = pd.to_datetime(
        joined["suggestion_no"].map(_followed(tables, "签批", "签收").groupby("suggestion_no")["held_on"].min())
    )
    signed, sign_due = signed_on <= pd.Timestamp(day), raised + pd.Timedelta(days=7)
    rated = _followed(tables, "评价", "满意度评价")
    rated = rated[(rated["held_on"] <= day) & rated["result"].notna()].sort_values("held_on")
    rating = joined["suggestion_no"].map(rated.groupby("suggestion_no")["result"].last())
    late = due < pd.Timestamp(day)
    return joined.assign(
        any=True,
        replied=replied,
        adopted=known & (joined["adoption"] == "采纳"),
        partly=partly,
        done=done,
        partly_done=partly & done,
        in_time=replied & (replied_on <= due),
        settled=replied | late,
        overdue=late & ~replied,
        signed=signed,
        signed_in_time=signed & (signed_on <= sign_due),
        sign_settled=signed | (sign_due < pd.Timestamp(day)),
        rated=rating.notna(),
        satisfied=rating == "满意",
        unreplied=partly & ~replied,
        early=done & ((done_on < replied_on) | (done_on < raised)),
        unadopted=done & ~partly,
    )


def _followed(tables: Tables, *kinds: str) -> pd.DataFrame:
    found = tables["follow_ups"]
    return found[found["kind"].isin(kinds)]


def districts(tables: Tables) -> dict[str, list[str]]:
    """The districts of each meeting; on a day before any district changed, a region's is its own or its parent."""
    regions = tables["regions"].set_index("code")

    def district(code: str) -> str:
        found = regions.at[code, "parent_code"] if regions.at[code, "level"] == "乡镇街道" else code
        return str(regions.at[found, "name"]) + ("" if regions.at[found, "level"] == "区县" else "本级")

    rows = tables["consultations"][["consultation_no", "region", "partner_regions"]]
    return {
        no: sorted({district(code) for code in [own, *(guests.split("、") if pd.notna(guests) else ())]})
        for no, own, guests in rows.itertuples(index=False)
    }
