"""The facts of a snapshot that have a clock, and where it starts and stops."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clocked:
    """A fact with a clock. ``begun``: it exists from then on; ``started``: its limit runs from then on.

    ``events``: table (no, stage, on_day, clock) of what happened to it; a fact without has one row a case and no
    spans, so its clock can neither stop nor be judged by progress. ``late_from``: the day by whose end it is late; a clock
    that counts instants has a column ``in_time`` besides, that says whether it was finished in time.
    """

    table: str
    begun: str
    started: str
    due_since: str
    done: str
    events: str = ""
    late_from: str = "due_on + 1"


MATTER = Clocked("matter", "opened_on", "started_on", "due_since", "closed_on", "matter_progress")
PROPOSAL = Clocked("proposal", "submitted_on", "assigned_on", "assigned_on", "replied_on", "proposal_event")
SUGGESTION = Clocked("suggestion", "raised_on", "raised_on", "null::date", "replied_on")
ITEM = Clocked("item", "begun_on", "begun_on", "due_since", "done_on", "item_progress")
VOICE = Clocked(
    "voice",
    "raised_on",
    "received_on",
    "due_since",
    "replied_on",
    "voice_progress",
    "overdue_on + (due_on - due_at_first)::int",
)
SUBJECTS = {
    "supervision": MATTER,
    "proposals": PROPOSAL,
    "suggestions": SUGGESTION,
    "programmes": ITEM,
    "voices": VOICE,
}
