"""What a body sets for one kind of case: its limit, when it turns yellow, when a standstill counts, what stops it."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from zxdata import words


class Section(BaseModel):
    """A part of the rules file: frozen, and nothing in it that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Idle(Section):
    """No progress for so many days after the stage ``after`` (empty: after any) turns a case yellow or red.

    The nth day without progress is the first that counts.
    """

    after: str = ""
    yellow_days: int | None = Field(None, ge=1, le=3660)
    yellow_workdays: int | None = Field(None, ge=1, le=2500)
    red_days: int | None = Field(None, ge=1, le=3660)
    red_workdays: int | None = Field(None, ge=1, le=2500)

    def words(self, yellow: str, red: str) -> str:
        """``反馈后 20 日无进展为黄，40 日无进展为红``, in the words that the body has for its colours."""
        limits = []
        for colour, days, workdays in (
            (yellow, self.yellow_days, self.yellow_workdays),
            (red, self.red_days, self.red_workdays),
        ):
            if days is not None or workdays is not None:
                count = f"{days} 日" if days is not None else f"{workdays} 个工作日"
                limits.append(f"{count}无进展为{colour}")
        return f"{f'{self.after}后 ' if self.after else ''}{'，'.join(limits)}"


class Pause(Section):
    """The clock stands still: on the days from ``since`` to ``until``, or from one stage of a case to another."""

    since: date | None = None
    until: date | None = None
    from_stage: str = ""
    to_stage: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        when = f"{self.from_stage}至{self.to_stage}" if self.from_stage else f"{self.since}至{self.until}"
        return f"{when}不计时" + (f"（{self.note}）" if self.note else "")


class Clock(Section):
    """One kind of case. The limit counts where no due date is given; one of its three units is in force.

    yellow_*: this many working days or calendar days left, or this share of the limit, or fewer.
    recovery_workdays: a red case that catches up is yellow for so many working days first; 0: at once.
    """

    limit_months: int = Field(3, ge=1, le=60)
    limit_days: int | None = Field(None, ge=1, le=3660)
    limit_workdays: int | None = Field(None, ge=1, le=2500)
    extended_limit_months: int = Field(6, ge=1, le=60)
    yellow_workdays: int = Field(7, ge=0, le=250)
    yellow_days: int | None = Field(None, ge=0, le=366)
    yellow_share: float | None = Field(None, ge=0, lt=1)
    idle: tuple[Idle, ...] = ()
    recovery_workdays: int = Field(0, ge=0, le=250)
    pauses: tuple[Pause, ...] = ()

    @property
    def limit_words(self) -> str:
        if self.limit_days is not None:
            return f"{self.limit_days} 日"
        return f"{self.limit_workdays} 个工作日" if self.limit_workdays is not None else f"{self.limit_months} 个月"

    @property
    def yellow_words(self) -> str:
        """``7 个工作日及以内`` — what is left when a case turns yellow."""
        if self.yellow_share is not None:
            return f"期限的 {words.percent(self.yellow_share, 0)} 及以内"
        return (
            f"{self.yellow_days} 日及以内" if self.yellow_days is not None else f"{self.yellow_workdays} 个工作日及以内"
        )
