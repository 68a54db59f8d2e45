"""The same nine questions by a small C program over the fact as codes in memory: what the machine itself needs for them."""

import shutil
import subprocess
from ctypes import CDLL, c_int32, c_int64, c_void_p
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.by_pandas import UNFILLED, InPandas
from benchmarks.landing import KPIS, SHOWN, Answers, busiest
from zxdata.errors import CockpitError

SOURCE = Path(__file__).with_name("nine.c")
COLOURS = ("unknown", "done", "done_late", "red", "yellow", "green")


class NoCompiler(CockpitError):
    pass


@dataclass(frozen=True)
class Codes:
    """A column as the number of each value's word."""

    words: list[str]
    codes: npt.NDArray[np.generic]

    @classmethod
    def of(cls, values: pd.Series, kind: type[np.generic] = np.uint16) -> "Codes":
        numbers, words = pd.factorize(values)
        return cls([str(word) for word in words], numbers.astype(kind))


@dataclass(frozen=True)
class InC:
    """Laid out once from the lives that pandas finds; each call asks all nine questions of them anew."""

    same: InPandas

    @cached_property
    def lives(self) -> pd.DataFrame:
        """A row a proposal, the latest first, as the list of the overdue wants them."""
        p = self.same.lives().sort_values(["submitted", "proposal_no"], ascending=[False, True], ignore_index=True)
        today, assigned, replied = pd.Timestamp(self.same.today), p["handed"].notna(), p["replied"].notna()
        since = pd.to_datetime(p["assigned"])
        return p.assign(
            is_submitted=True,
            is_filed=p["filed"].notna(),
            is_assigned=assigned,
            is_replied=replied,
            is_open=assigned & ~replied,
            is_overdue=assigned & ~replied & (p["due"] < today),
            is_in_time=replied & (p["replied"] <= p["due"]),
            is_rated=replied & p["rated"].notna(),
            colour=self.same.colours(p),
            stage=self.same.stages(p),
            district=self.same.district(p),
            month=p["submitted"].dt.strftime("%Y-%m"),
            unit=p["held_by"],
            days=(p["replied"].fillna(today) - since).dt.days,
        )

    @cached_property
    def columns(self) -> dict[str, Codes]:
        p = self.lives
        named = {
            name: Codes.of(p[name].fillna(UNFILLED)) for name in ("district", "month", "unit", "sector", "category")
        }
        shade = pd.Categorical(p["colour"], categories=COLOURS)
        return named | {
            "stage": Codes.of(p["stage"], np.uint8),
            "colour": Codes(list(COLOURS), shade.codes.astype(np.uint8)),
        }

    @cached_property
    def head(self) -> npt.NDArray[np.uint8]:
        """A bit for each number of the head, in their order."""
        return np.packbits(
            self.lives[[f"is_{name}" for name in KPIS]].to_numpy(bool), axis=1, bitorder="little"
        ).ravel()

    @cached_property
    def days(self) -> npt.NDArray[np.int32]:
        found: npt.NDArray[np.int32] = self.lives["days"].fillna(-1).to_numpy(np.int32)
        return found

    @cached_property
    def program(self) -> CDLL:
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            raise NoCompiler("没有找到 C 编译器，量不了 kernel；请安装 gcc。")
        with TemporaryDirectory() as folder:
            made = Path(folder) / "nine.so"
            subprocess.run([compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", made, SOURCE], check=True)
            return CDLL(str(made))

    def ask(self) -> dict[str, npt.NDArray[Any]]:
        """What the program counts, by its names; this is what is timed."""
        of, categories, top = self.columns, len(self.columns["category"].words), int(self.days.max(initial=0)) + 1
        found: dict[str, npt.NDArray[Any]] = {
            "kpis": np.zeros(len(KPIS), np.int64),
            "colours": np.zeros((len(of["district"].words), 8), np.int32),
            "months": np.zeros((len(of["month"].words), 2), np.int32),
            "units": np.zeros((len(of["unit"].words), 2), np.int32),
            "stages": np.zeros(len(of["stage"].words), np.int32),
            "sectors": np.zeros(len(of["sector"].words), np.int32),
            "hist": np.zeros((2, categories + 1, top), np.int32),
            "medians": np.zeros(categories + 1, np.int32),
            "rows": np.full(SHOWN, -1, np.int64),
        }
        given = [self.head, *(of[name].codes for name in ("colour", "stage", "district", "month", "unit", "sector"))]
        given += [of["category"].codes, self.days]
        self.program.nine(
            c_int64(len(self.days)),
            *(each.ctypes.data_as(c_void_p) for each in given),
            c_int32(categories),
            c_int32(top),
            c_int32(SHOWN),
            *(each.ctypes.data_as(c_void_p) for each in found.values()),
        )
        return found

    def __call__(self) -> Answers:
        found, of = self.ask(), self.columns
        numbers, medians = (
            self.lives["proposal_no"],
            [None if day < 0 else float(day) for day in found["medians"].tolist()],
        )
        shades = np.argwhere(found["colours"])
        units = zip(of["unit"].words, found["units"].tolist(), strict=True)
        return Answers(
            kpis=dict(zip(KPIS, found["kpis"].tolist(), strict=True)),
            colours={(of["district"].words[d], COLOURS[c]): int(found["colours"][d, c]) for d, c in shades},
            months={m: (s, r) for m, (s, r) in zip(of["month"].words, found["months"].tolist(), strict=True)},
            units=busiest([(name, a, o) for name, (a, o) in units if name != UNFILLED]),
            median=medians[-1],
            medians=dict(zip(of["category"].words, medians[:-1], strict=True)),
            stages=dict(zip(of["stage"].words, found["stages"].tolist(), strict=True)),
            sectors=dict(zip(of["sector"].words, found["sectors"].tolist(), strict=True)),
            rows=[numbers[row] for row in found["rows"].tolist() if row >= 0],
        )
