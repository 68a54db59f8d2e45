"""协商活动 as its page shows it, whole views with their figures, against the same numbers worked out in pandas."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from sqlalchemy import text

from benchmarks.by_pandas import UNFILLED, InPandas
from benchmarks.timing import Figure, Timed, figure, timed
from benchmarks.workloads import TODAY, Workload
from zxdata.figures import Survival, View
from zxdata.filters import Filters, Scope
from zxdata.metrics.survival import curve
from zxdata.views import VIEWS
from zxdata.views.asking import Asking
from zxdata.views.consultation import PARTS

LANDING, OUTCOMES = "consultation", "consultation.outcomes"
COUNTED = ("meetings", "cross_region", "suggestions")
RATES = ("assign_rate", "reply_rate", "on_time_rate", "adoption_rate", "implementation_rate", "satisfaction_rate")


@dataclass(frozen=True)
class Landing:
    """By district: meetings, those across regions, suggestions, adoption rate. The last twelve months. The chain."""

    districts: dict[str, tuple[float | None, ...]]
    months: dict[str, int]
    chain: tuple[int, ...]


@dataclass(frozen=True)
class Outcomes:
    """The six rates in all and by district; the median days to reply and to implementation."""

    rates: tuple[float, ...]
    districts: dict[str, tuple[float | None, ...]]
    medians: tuple[float | None, ...]


def consultation(workload: Workload) -> list[Figure]:
    """The landing view and 成效 against pandas; the other parts by themselves."""
    tables = Tables(workload)
    against: dict[str, tuple[Callable[[View], object], Callable[[], object]]] = {
        LANDING: (landing, tables.landing),
        OUTCOMES: (outcomes, tables.outcomes),
    }
    found = []
    for key in (LANDING, *PARTS):
        theirs = _compared(shown(workload, key), *against[key], workload) if key in against else None
        ours = timed(lambda key=key: shown(workload, key), 10, warm=2)  # type: ignore[misc]
        found.append(figure(key, workload.counted, ours, "pandas" if theirs else None, theirs))
    return found


def _compared(view: View, values: Callable[[View], object], work: Callable[[], object], workload: Workload) -> Timed:
    answers: list[object] = []
    theirs = timed(lambda: answers.append(work()), 3 if workload.rows <= 1_000_000 else 1, warm=0)
    if any(answer != values(view) for answer in answers):
        raise SystemExit("对照 pandas 的答案与驾驶舱不同，比不得快慢。")
    return theirs


def shown(workload: Workload, key: str) -> View:
    with workload.store.reading(Scope.whole(), seconds=600) as reading:
        return VIEWS[key](Asking(reading, Filters(TODAY), workload.rules, workload.settings))


def landing(view: View) -> Landing:
    assert view.table is not None
    frame, trend, chain = view.table.frame, view.figure("trend").frame, view.figure("chain").frame
    keys = [f"consultation.{name}" for name in (*COUNTED, "adoption_rate")]
    months = trend[trend["series"] == "协商活动"]
    return Landing(
        _by_name(frame, keys),
        dict(zip(months["period"], months["value"], strict=True)),
        tuple(chain["value"].iloc[:6]),
    )


def outcomes(view: View) -> Outcomes:
    curves = [view.figure(key) for key in ("replying", "implementing")]
    medians = tuple(days for c in curves if isinstance(c, Survival) for _, days, _ in c.medians)
    keys = [f"consultation.{name}" for name in RATES]
    return Outcomes(tuple(view.figure("rates").frame["value"]), _by_name(view.figure("districts").frame, keys), medians)


def _by_name(frame: pd.DataFrame, keys: list[str]) -> dict[str, tuple[float | None, ...]]:
    """Districts where anything was held or suggested."""
    rows = frame.astype(object).where(frame.notna(), None)
    found = zip(rows["name"], *(rows[key] for key in keys), strict=True)
    return {name: tuple(values) for name, *values in found if any(values)}


@dataclass(frozen=True)
class Tables:
    """SELECT the ledger's tables into pandas, then compute: what a dashboard does on every change."""

    workload: Workload

    @cached_property
    def districts(self) -> dict[str, str]:
        return InPandas(self.workload.engine, TODAY, self.workload.rules).districts

    def landing(self) -> Landing:
        held, places = self._meetings()
        said = self._suggestions()
        spread = said.merge(places, left_on="origin_no", right_on="consultation_no", how="left")
        spread["district"] = spread["district"].fillna(UNFILLED)
        by_place = places.merge(held, on="consultation_no").groupby("district")["cross"].agg(["size", "sum"])
        by_said = spread.groupby("district")["adopted"].agg(["size", "sum"])
        table = by_place.join(by_said, how="outer", rsuffix="_said").fillna(0).astype(int)
        month = held["held_on"].dt.strftime("%Y-%m").value_counts()
        months = [str(p) for p in pd.period_range(end=pd.Period(TODAY, "M"), periods=12, freq="M")]
        chain = (
            len(held),
            int(held["consultation_no"].isin(said["origin_no"]).sum()),
            len(said),
            int(said["replied"].sum()),
            int(said["adopted"].sum()),
            int((said["heeded"] & said["done"]).sum()),
        )
        districts: dict[str, tuple[float | None, ...]] = {
            str(name): (n, c, s, a / s if s else None) for name, n, c, s, a in table.itertuples(name=None)
        }
        return Landing(districts, {m: int(month.get(m, 0)) for m in months}, chain)

    def outcomes(self) -> Outcomes:
        said = self._suggestions()
        said["district"] = said["origin_no"].map(self._meetings()[1].groupby("consultation_no")["district"].agg(list))
        spread = said.explode("district")
        spread["district"] = spread["district"].fillna(UNFILLED)
        parts = {str(name): self._rates(group) for name, group in spread.groupby("district")}
        early = said["done"] & (said["implemented_on"] < said[["replied_on", "raised_on"]].max(axis=1))
        values = said["replied_on"].fillna(said["raised_on"])
        heeded = said["heeded"] & ~early
        medians = (
            _median(said["raised_on"], said["replied_on"]),
            _median(values[heeded], said.loc[heeded, "implemented_on"]),
        )
        whole = tuple(rate or 0.0 for rate in self._rates(said))
        return Outcomes(whole, {name: rates for name, rates in parts.items() if any(rates)}, medians)

    def _meetings(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Meetings held; and each with every district that it belongs to, once."""
        held = self._read("consultations", "consultation_no, region, partner_regions, held_on", "held_on")
        held = held[held["held_on"] <= pd.Timestamp(TODAY)]
        codes = held["partner_regions"].str.split("、")
        held["cross"] = codes.str.len().fillna(0) > 0
        own, guests = (
            held[["consultation_no", "region"]],
            held[["consultation_no"]].assign(region=codes).explode("region"),
        )
        spread = pd.concat([own, guests.dropna()])
        spread["district"] = spread["region"].map(self.districts).fillna(UNFILLED)
        return held, spread[["consultation_no", "district"]].drop_duplicates()

    def _suggestions(self) -> pd.DataFrame:
        """Suggestions of consultations with what is known of each today."""
        days = ("raised_on", "due_on", "replied_on", "implemented_on")
        said = self._read("suggestions", "suggestion_no, origin, origin_no, unit, adoption, " + ", ".join(days), *days)
        today, rules = pd.Timestamp(TODAY), self.workload.rules
        said = said[(said["origin"] == "协商") & (said["raised_on"] <= today)].copy()
        limit = pd.DateOffset(months=rules.suggestions.limit_months)
        due = said["due_on"].fillna(said["raised_on"] + limit)
        known = said["replied_on"].fillna(said["raised_on"]) <= today
        replied = said["replied_on"] <= today
        kinds = ", ".join(f"'{kind}'" for kind in rules.consultation.rating)
        rated = self._read(f"follow_ups where kind in ({kinds})", "suggestion_no, held_on, result", "held_on")
        rated = rated[(rated["held_on"] <= today) & rated["result"].notna()].sort_values("held_on", kind="stable")
        last = rated.drop_duplicates("suggestion_no", keep="last").set_index("suggestion_no")["result"]
        return said.assign(
            replied=replied,
            settled=replied | (due < today),
            in_time=replied & (said["replied_on"] <= due),
            adopted=known & (said["adoption"] == "采纳"),
            heeded=known & said["adoption"].isin(["采纳", "部分采纳"]),
            done=said["implemented_on"] <= today,
            rating=said["suggestion_no"].map(last),
        )

    def _rates(self, said: pd.DataFrame) -> tuple[float | None, ...]:
        rated = said["rating"].notna()
        shares = [
            (said["unit"].notna(), len(said)),
            (said["replied"], len(said)),
            (said["in_time"], said["settled"].sum()),
            (said["adopted"], len(said)),
            (said["heeded"] & said["done"], said["heeded"].sum()),
            (said["rating"] == "满意", rated.sum()),
        ]
        return tuple(int(top.sum()) / int(bottom) if bottom else None for top, bottom in shares)

    def _read(self, table: str, columns: str, *days: str) -> pd.DataFrame:
        with self.workload.engine.connect() as connection:
            return pd.read_sql(text(f"select {columns} from {table}"), connection, parse_dates=list(days))


def _median(since: Any, until: Any) -> float | None:
    today = pd.Timestamp(TODAY)
    ended = (until <= today).to_numpy()
    days = (until.where(ended, today) - since).dt.days.clip(lower=0).to_numpy(float)
    return curve(days, ended.astype(float), (~ended).astype(float)).quantile(0.5) if len(days) else None
