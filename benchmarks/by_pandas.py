"""The same nine questions as dashboards usually ask them: SELECT the ledger into pandas, then compute."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from sqlalchemy import Engine, text

from benchmarks.landing import SHOWN, Answers, busiest
from zxdata.datasets import PROPOSAL_STAGES
from zxdata.metrics.survival import curve
from zxdata.regions import LADDER, Regions
from zxdata.rules.book import Rules
from zxdata.rules.calendar import WorkCalendar

RANK = {stage: rank for rank, stage in enumerate(PROPOSAL_STAGES)}
UNFILLED = "未填"


@dataclass(frozen=True)
class InPandas:
    engine: Engine
    today: date
    rules: Rules

    @cached_property
    def districts(self) -> dict[str, str]:
        """Region code → district on the day; small, so not part of what is timed."""
        regions = Regions.load(self.engine)
        found = {}
        for region in regions.all:
            path = regions.path(region.code, self.today)
            district = next((step.name for step in path if step.level == LADDER[2]), "")
            found[region.code] = district or (f"{path[-1].name}本级" if path else UNFILLED)
        return found

    @cached_property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar({})

    def __call__(self) -> Answers:
        return self._answers(self.lives())

    def lives(self) -> pd.DataFrame:
        """One row a proposal with the dates of its life as they stand today."""
        with self.engine.connect() as connection:
            proposals = pd.read_sql(
                text("select proposal_no, category, sector, region, submitted_on from proposals"), connection
            )
            events = pd.read_sql(
                text("select proposal_no, stage, occurred_at, unit, role, result, due_on from proposal_events"),
                connection,
            )
            units = pd.read_sql(text("select unit_no, name from units"), connection)
        return self._lives(proposals, events, units)

    def _lives(self, proposals: pd.DataFrame, events: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
        events["day"] = pd.to_datetime(events["occurred_at"].str[:10])
        events = events[events["day"] <= pd.Timestamp(self.today)]
        events["rank"] = events["stage"].map(RANK)
        events["lead"] = events["role"].fillna("主办") == "主办"
        events = events.sort_values(["proposal_no", "day", "rank", "occurred_at"], kind="stable")
        handed = events[events["stage"].isin(["交办", "改派"])]
        handed_to = handed[handed["lead"]].drop_duplicates(["proposal_no", "day"], keep="last")
        takes = handed_to["unit"] != handed_to.groupby("proposal_no")["unit"].shift()
        tenure = handed_to[takes].drop_duplicates("proposal_no", keep="last")
        tenure = tenure[["proposal_no", "unit", "day"]].rename(columns={"unit": "held_by", "day": "assigned"})
        led = events.merge(tenure, on="proposal_no")
        led = led[
            (led["day"] >= led["assigned"]) & ((led["unit"] == led["held_by"]) | led["unit"].isna() & led["lead"])
        ]
        lives = proposals.merge(tenure, on="proposal_no", how="left")
        for name, stages in {
            "handed": ("交办", "改派"),
            "filed": ("立案",),
            "merged": ("并案",),
            "rejected": ("不予立案",),
            "converted": ("转社情民意",),
            "closed": ("办结", "结案"),
        }.items():
            first = events[events["stage"].isin(stages)].groupby("proposal_no")["day"].min()
            lives[name] = lives["proposal_no"].map(first)
        lives["replied"] = lives["proposal_no"].map(led[led["stage"] == "答复"].groupby("proposal_no")["day"].min())
        words = led[(led["stage"] == "评价") & led["result"].notna() & (led["result"] != "未反馈")]
        lives["rated"] = lives["proposal_no"].map(words.groupby("proposal_no")["day"].min())
        lives["due"] = lives["proposal_no"].map(self._deadlines(led))
        lives["held_by"] = lives["held_by"].map(units.set_index("unit_no")["name"]).fillna(lives["held_by"])
        lives["submitted"] = pd.to_datetime(lives["submitted_on"])
        return lives[lives["submitted"] <= pd.Timestamp(self.today)]

    def _deadlines(self, led: pd.DataFrame) -> pd.Series:
        dated = led[led["stage"].eq("延期") | led["stage"].isin(["交办", "改派"]) & led["lead"]].copy()
        limits = self.rules.proposals
        dated["due"] = pd.to_datetime(dated["due_on"])
        extended = dated["due"].isna() & (dated["stage"] == "延期")
        first = dated["due"].isna() & (dated["stage"] != "延期") & (dated["day"] == dated["assigned"])
        dated.loc[extended, "due"] = dated.loc[extended, "assigned"] + pd.DateOffset(
            months=limits.extended_limit_months
        )
        dated.loc[first, "due"] = dated.loc[first, "assigned"] + pd.DateOffset(months=limits.limit_months)
        return dated[dated["due"].notna()].drop_duplicates("proposal_no", keep="last").set_index("proposal_no")["due"]

    def _answers(self, p: pd.DataFrame) -> Answers:
        today = pd.Timestamp(self.today)
        assigned, replied = p["handed"].notna(), p["replied"].notna()
        overdue = assigned & ~replied & (p["due"] < today)
        rated = replied & p["rated"].notna()
        month = p["submitted"].dt.strftime("%Y-%m")
        units = p[p["held_by"].notna()].assign(a=assigned, o=overdue).groupby("held_by")[["a", "o"]].sum()
        colours = p[assigned].assign(colour=self.colours(p[assigned]), district=self.district(p[assigned]))
        latest = p[overdue].sort_values(["submitted", "proposal_no"], ascending=[False, True])
        return Answers(
            kpis={
                "submitted": len(p),
                "filed": int(p["filed"].notna().sum()),
                "assigned": int(assigned.sum()),
                "replied": int(replied.sum()),
                "open": int((assigned & ~replied).sum()),
                "overdue": int(overdue.sum()),
                "rated": int(rated.sum()),
                "in_time": int((replied & (p["replied"] <= p["due"])).sum()),
            },
            colours=colours.groupby(["district", "colour"]).size().to_dict(),
            months={
                m: (int(s), int(r))
                for m, s, r in p.assign(r=replied).groupby(month)["r"].agg(["size", "sum"]).itertuples()
            },
            units=busiest([(name, int(a), int(o)) for name, a, o in units.itertuples()]),
            median=self._median(p),
            medians={c: self._median(group) for c, group in p.groupby(p["category"].fillna(UNFILLED))},
            stages=pd.Series(self.stages(p)).value_counts().to_dict(),
            sectors=p["sector"].fillna(UNFILLED).value_counts().to_dict(),
            rows=latest["proposal_no"].head(SHOWN).tolist(),
        )

    def stages(self, p: pd.DataFrame) -> np.ndarray:
        return np.select(
            [
                p["closed"].notna(),
                p["replied"].notna() & p["rated"].notna(),
                p["replied"].notna(),
                p["handed"].notna(),
                p["merged"].notna(),
                p["converted"].notna(),
                p["rejected"].notna(),
                p["filed"].notna(),
            ],
            ["结案", "评", "督", "办", "并案", "转社情民意", "不予立案", "立"],
            "提",
        )

    def district(self, p: pd.DataFrame) -> pd.Series:
        return p["region"].map(self.districts).fillna(UNFILLED)

    def colours(self, p: pd.DataFrame) -> np.ndarray:
        today, dues = pd.Timestamp(self.today), p["due"]
        left = dues.map({d: self.calendar.left(d.date(), self.today) for d in dues.dropna().unique()})
        return np.select(
            [
                dues.isna(),
                p["replied"].notna() & (p["replied"] <= dues),
                p["replied"].notna(),
                dues < today,
                left <= self.rules.proposals.yellow_workdays,
            ],
            ["unknown", "done", "done_late", "red", "yellow"],
            "green",
        )

    def _median(self, p: pd.DataFrame) -> float | None:
        p = p[p["assigned"].notna()]
        ended = p["replied"].notna()
        days = (p["replied"].fillna(pd.Timestamp(self.today)) - p["assigned"]).dt.days.to_numpy(float)
        return curve(days, ended.to_numpy(float), (~ended).to_numpy(float)).quantile(0.5)
