"""Demonstration data: real divisions and published figures, synthetic ledgers, all marked 演示数据."""

from dataclasses import replace
from datetime import datetime, time, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from zxdata.configuration import Settings
from zxdata.datasets import DATASETS
from zxdata.demo import (
    actions,
    consultation,
    contributions,
    discussing,
    duties,
    elements,
    follow,
    forces,
    interfaces,
    outcomes,
    party,
    people,
    presence,
    programmes,
    proposals,
    published,
    relations,
    reports,
    stations,
    supervision,
    voices,
)
from zxdata.demo.bulk import Bulk, Columns, Progress
from zxdata.demo.dice import as_texts
from zxdata.demo.timeline import Timeline
from zxdata.demo.words import words_of
from zxdata.demo.world import World
from zxdata.divisions import SOURCE as DIVISIONS
from zxdata.divisions import load_within
from zxdata.errors import WrongUse
from zxdata.ledger.engine import ALTERED_SECONDS, writing
from zxdata.ledger.tables import TABLES

SOURCE = "演示数据"
LARGE = 34  # copies of the city's cases that hold about a million proposal events
# One transaction of millions: no time limit, and room to keep the indexes in memory.
EASED = {"postgresql": ("SET LOCAL statement_timeout = 0",), "sqlite": ("PRAGMA cache_size = -200000",)}
OURS = (SOURCE, DIVISIONS, published.SOURCE)

__all__ = ["SOURCE", "Progress", "fill", "size"]


def size(scale: str | int) -> int:
    """How many copies of the city's cases a scale means: city, large or a whole number from 1. Raises WrongUse."""
    named = {"city": 1, "large": LARGE}.get(str(scale).strip().lower())
    copies = named or (int(scale) if str(scale).strip().isdecimal() else 0)
    if copies < 1:
        raise WrongUse(f"演示数据的规模“{scale}”不能用；请写 city、large，或表示倍数的正整数，例如 10。")
    return copies


def fill(
    engine: Engine, settings: Settings, *, scale: str | int = "city", seed: int = 1, progress: Progress | None = None
) -> dict[str, int]:
    """Fill the ledger with three years that end on ``settings.day()``; rows written by dataset.

    The same seed, scale and day give the same rows, ``changed_at`` included; a larger scale begins with the rows
    of ``city``. An earlier demonstration is replaced, all in one transaction. Raises WrongUse where the ledger
    holds rows of any other source, Unknown where the home division is not shipped.
    """
    copies = size(scale)
    timeline = Timeline.of(settings.home, settings.day())
    world = World(seed, timeline, words_of(settings.home), published.targets(timeline.regions))
    written_at = datetime.combine(settings.day(), time(), settings.zone).astimezone(timezone.utc)
    with writing(engine, ALTERED_SECONDS * copies) as connection:
        for ease in EASED.get(connection.dialect.name, ()):
            connection.exec_driver_sql(ease)
        _refuse_foreign(connection)
        for dataset in reversed(DATASETS):
            connection.execute(TABLES[dataset.name].delete())
        load_within(connection, settings.home, written_at)
        return _write(Bulk(connection, SOURCE, written_at, progress), world, copies, settings)


def _write(bulk: Bulk, world: World, copies: int, settings: Settings) -> dict[str, int]:
    members, held = people.members(world), stations.stations(world)
    bulk.write("units", world.units())
    bulk.write("members", members)
    bulk.write("member_groups", people.member_groups(world, as_texts(members["member_no"])))
    bulk.write("workstations", held.columns)
    stays = presence.workstation_members(world, held, members)
    bulk.write("workstation_members", stays)
    bulk.write("reported_figures", published.figures(), published.SOURCE)
    for copy in range(copies):
        activities = presence.activities(world, held, copy)
        bulk.write("activities", activities)
        cases = proposals.proposals(world, copy, members, settings.zone)
        matters = supervision.supervisions(world, copy, settings.zone)
        cases["proposals"] = cases["proposals"] | elements.elements(world, copy, len(cases["proposals"]["proposal_no"]))
        for dataset, columns in (cases | matters).items():
            bulk.write(dataset, columns)
        meetings = consultation.consultations(world, copy, held)
        if copy == 0:
            meetings = replace(meetings, columns=meetings.columns | outcomes.meeting_marks(world, meetings))
        bulk.write("consultations", meetings.columns)
        given = follow.suggestions(world, copy, meetings, matters["supervisions"], cases["proposals"])
        bulk.write("suggestions", given)
        bulk.write("follow_ups", follow.signings(world, copy, given))
        bulk.write("follow_ups", follow.look_backs(world, copy, given))
        said = voices.voices(world, copy, members, settings.zone)
        told = voices.voice_events(world, copy, said, settings.zone)
        bulk.write("voices", said.columns)
        bulk.write("voice_events", told)
        if copy == 0:
            bulk.write("interfaces", interfaces.interfaces(world, settings.zone))
            bulk.write("consultation_steps", consultation.consultation_steps(world, meetings))
            bulk.write("consultation_members", consultation.consultation_members(world, meetings, members))
            followed = follow.follow_ups(world, given)
            bulk.write("follow_ups", followed)
            bulk.write("follow_ups", follow.dispatches(world, given, followed))
            bulk.write("plans", follow.plans(world, meetings))
            _write_outcomes(bulk, world, meetings, matters, cases["proposals"], given, settings)
            bulk.write("proposal_members", relations.proposal_members(world, cases["proposals"], members))
            bulk.write("links", relations.links(world, cases["proposals"], matters["supervisions"]))
            sent = follow.reminders(world, cases["proposal_events"], matters["supervisions"])
            bulk.write("reminders", sent)
            _write_duties(bulk, world, members, activities, stays)
            _write_programmes(bulk, world, held, members, settings)
            for rows in (
                forces.forces(world, members, matters["supervisions"]),
                contributions.contributions(world, members),
            ):
                for dataset, columns in rows.items():
                    bulk.write(dataset, columns)
            _write_voiced(bulk, world, members, said, told, cases["proposals"], matters["supervisions"], meetings)
    return bulk.rows


def _write_duties(bulk: Bulk, world: World, members: Columns, activities: Columns, stays: Columns) -> None:
    """What members do, learn and are good at, and whom they are linked with."""
    bulk.write("duties", duties.duties(world, members, activities, stays))
    bulk.write("credits", duties.credits(world, members))
    bulk.write("member_tags", duties.member_tags(world, members))
    bulk.write("relations", duties.relations(world, members))


def _write_outcomes(
    bulk: Bulk,
    world: World,
    meetings: consultation.Meetings,
    matters: dict[str, Columns],
    filed: Columns,
    given: Columns,
    settings: Settings,
) -> None:
    """What grows out of the first copy of the cases."""
    topics, outputs = outcomes.topics(world), outcomes.outputs(world, meetings, matters["supervisions"])
    bulk.write("topics", topics)
    taken_up = outcomes.topic_events(world, topics, settings.zone)
    bulk.write("topic_events", taken_up)
    bulk.write("topic_events", discussing.discussed(world, topics, taken_up, settings.zone))
    bulk.write("outputs", outputs)
    bulk.write("endorsements", outcomes.endorsements(world, outputs))
    bulk.write("links", outcomes.links(world, given, filed, topics, meetings))
    bulk.write("ratings", outcomes.ratings(world, meetings, matters["supervisions"], matters["supervision_events"]))
    bulk.write("partners", outcomes.partners(world, meetings, matters["supervisions"]))


def _write_programmes(bulk: Bulk, world: World, held: stations.Stations, members: Columns, settings: Settings) -> None:
    """What was promised, by whom, and what became of it."""
    promised = programmes.checklists(world, settings.zone)
    has = actions.homes(world, held.columns, settings.zone)
    reached = party.party(world, members, held.columns, settings.zone)
    for rows in (promised, actions.actions(world), has, reached):
        for dataset, columns in rows.items():
            bulk.write(dataset, columns)


def _write_voiced(
    bulk: Bulk,
    world: World,
    members: Columns,
    said: voices.Voices,
    told: Columns,
    filed: Columns,
    matters: Columns,
    meetings: consultation.Meetings,
) -> None:
    """What grows out of the first copy of the voices, and what members report and do beside them."""
    written = reports.bulletins(world, members)
    bulk.write("bulletins", written)
    bulk.write("bulletin_uses", reports.bulletin_uses(world, written))
    bulk.write("endorsements", reports.endorsements(world, written))
    bulk.write("links", voices.became(world, said, written, filed, matters, meetings))
    bulk.write("ratings", voices.judgements(world, said, told))
    bulk.write("contacts", reports.contacts(world, members))


def _refuse_foreign(connection: Connection) -> None:
    """Demonstration rows may not lie among real ones."""
    for dataset in DATASETS:
        table = TABLES[dataset.name]
        foreign = sa.select(table.c.source).where(table.c.source.not_in(OURS)).limit(1)
        if (source := connection.scalar(foreign)) is not None:
            raise WrongUse(
                f"台账里已有来源为“{source}”的{dataset.title}，演示数据不能和真实数据放在一起；"
                "请换一个空的数据库（--db 或 ZX_DATABASE_URL）。"
            )
