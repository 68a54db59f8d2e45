"""The tables of a snapshot, as metrics read them. Their columns are made by the ``sql`` files beside this one.

``place`` is the number of a region; ``place_at`` says what it belongs to in an epoch of the divisions.
``places`` is the number of a set of them in ``place_set``.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Double, Integer, MetaData, String, Table

facts = MetaData()
# What ``clocks`` adds to every fact with a clock.
_CLOCK = " held_on:d held_n:i last_stage progressed_on:d yellow_on:d yellow_by:i red_on:d red_by:i calm_to:d"
_TYPES: dict[str, Any] = {"": String, "d": Date, "i": Integer, "f": Double, "b": Boolean, "t": DateTime}


def _table(name: str, columns: str) -> Table:
    """``name:type`` a word; types: d date, i integer, f double, b boolean, t timestamp, none text."""
    pairs = (word.partition(":") for word in columns.split())
    return Table(name, facts, *(Column(n, _TYPES[kind]) for n, _, kind in pairs))


region = _table(
    "region",
    "id:i code name parent_code level lon:f lat:f population:i valid_from:d valid_to:d successor_code",
)
alias = _table("alias", "alias code")
unit_named = _table("unit_named", "no name plain")
place_at = _table("place_at", "epoch:i place:i province:i city:i district:i township:i community:i valid:b")
workday = _table("workday", "day:d n:i is_work:b guessed:b")
nth = _table("nth", "n:i day:d")
about = _table("about", "stands_for rules built_at:t demo:b mark whole_at:t spliced:i")
arrived = _table("arrived", "dataset no source changed_at row_count:i misread:i")
arrival = _table("arrival", "dataset source row_count:i changed_at:t misread:i")
misread_row = _table("misread_row", "dataset no source headers case_no")

station = _table(
    "station", "no name kind tier channel place:i opened_on:d closed_on:d lon:f lat:f crs resumes last_held:d"
)
settlement = _table("settlement", "place:i settlements:i")
activity = _table(
    "activity",
    "no station_no kind tier channel place:i opened_on:d closed_on:d held_on:d activity_kind member_visits:i"
    " public_visits:i solved:i",
)
member = _table(
    "member",
    "no name sector committee place:i post party_member:b term_from:d term_to:d birth_year:i employer",
)
stay = _table(
    "stay",
    "member_no name sector place:i term_from:d term_to:d station_no kind tier channel since:d until:d",
)
membership = _table("membership", "no name sector place:i term_from:d term_to:d grp since:d until:d")
proposal = _table(
    "proposal",
    "no title proposers category sector proposer_kind session leader key:b body place:i submitted_on:d received_on:d"
    " span_from:d span_to:d unit assigned_on:d due_on:d due_n:i replied_on:d outcome satisfaction rated_on:d handed_on:d"
    " filed_on:d merged_on:d rejected_on:d converted_on:d accepted_on:d second_round_on:d closed_on:d left_on:d"
    " pre_reviewed_on:d re_reviewed_on:d sent_back_on:d talked_before_on:d talked_during_on:d talked_after_on:d shared:b"
    " text_length:i measures:i keywords:i" + _CLOCK,
)
proposal_event = _table("proposal_event", "no stage on_day:d clock:t unit role result due_on:d rater score:f note")
matter = _table(
    "matter",
    "no title form channel category leader body unit unit_since:d place:i opened_on:d started_on:d assigned_on:d"
    " accepted_on:d reported_on:d span_from:d span_to:d due_on:d due_since:d due_n:i closed_on:d first_closed_on:d"
    " relapsed_on:d proven_on:d" + _CLOCK,
)
matter_progress = _table("matter_progress", "no stage on_day:d clock:t unit result note")
reminder = _table("reminder", "subject no unit sent_on:d kind sent_by")
proposer = _table("proposer", "no member_no role")
follow_up = _table("follow_up", "no kind held_on:d result")
meeting = _table(
    "meeting",
    "no title phrase:i platform form channel category body place:i places:i station_no held_on:d member_visits:i"
    " public_visits:i leader_visits:i solved:i expert_visits:i business_visits:i planned:b chief_attended:b"
    " outside_partners cross_region:b suggested_on:d",
)
place_set = _table("place_set", "places:i place:i")
meeting_step = _table("meeting_step", "no method n:i step due_on:d done_on:d")
meeting_stray = _table("meeting_stray", "no step done_on:d")
attendance = _table("attendance", "no member_no")
plan = _table("plan", "no year:i kind title form body place:i planned_on:d done_no done_on:d")
suggestion = _table(
    "suggestion",
    "no text phrase:i origin origin_no unit platform form channel category leader body places:i raised_on:d due_on:d"
    " due_n:i replied_on:d adoption implemented_on:d adopted_on:d heeded_on:d fulfilled_on:d signed_on:d sign_due_on:d"
    + _CLOCK,
)
rated = _table(
    "rated",
    "no text origin origin_no unit platform form channel category body places:i raised_on:d replied_on:d"
    " adoption implemented_on:d rated_on:d rating rated_to:d",
)
topic = _table(
    "topic",
    "no title channel category body places:i raised_on:d discussed_on:d deliberated_on:d settled_on:d marked_on:d planned_on:d sent_back_on:d"
    " consulted_on:d",
)
output = _table("output", "no title kind origin origin_no places:i lead issued_on:d sent_to selected")
endorsement = _table("endorsement", "no subject subject_no title places:i origin rank given_on:d post result")
link = _table("link", "from_kind from_no title places:i origin to_kind to_no linked_on:d manner")
rating = _table(
    "rating",
    "subject no title platform form places:i side aspect rated_on:d rated_to:d score:f result rater rater_unit unit"
    " unit_since:d",
)
partner = _table("partner", "subject no title places:i name role desk minutes_on:d replied_on:d since:d")
duty_sort = _table("duty_sort", "sort:i kind role level attendance")
duty_record = _table(
    "duty_record",
    "source no case_no case_place:i title sort:i kind role level attendance held_on:d amount:f member_no name sector"
    " committee post place:i term_from:d term_to:d",
)
credit = _table(
    "credit",
    "no member_no name course mode held_on:d points:f entered_by approved_by approved_on:d sector committee post place:i"
    " term_from:d term_to:d",
)
member_tag = _table(
    "member_tag", "no name sector committee post place:i term_from:d term_to:d employer kind tag ground"
)
relation = _table(
    "relation",
    "kind from_no from_name from_place:i to_no to_name member_no place:i sector committee post term_from:d term_to:d since:d"
    " until:d",
)
phrase = _table("phrase", "id:i text")
keyword = _table("keyword", "phrase:i word topic")
programme = _table("programme", "no title kind owner place:i since:d until:d")
programme_record = _table(
    "programme_record",
    "no programme_no programme kind owner place:i held_on:d member_visits:i public_visits:i measure quantity:f qualifier"
    " effect",
)
item = _table(
    "item",
    "no title checklist_no checklist kind year:i owner target:f qualifier measure horizon leader place:i since:d"
    " begun_on:d judged_on:d span_from:d span_to:d due_on:d due_since:d due_n:i done_on:d reached_on:d"
    " extended_on:d sent_back_on:d" + _CLOCK,
)
item_progress = _table("item_progress", "no stage on_day:d clock:t unit result note")
item_quantity = _table("item_quantity", "no on_day:d quantity:f qualifier")
party_unit = _table("party_unit", "no title kind parent_no place:i opened_on:d closed_on:d")
party_stay = _table("party_stay", "unit_no member_no role since:d until:d")
member_link = _table("member_link", "kind from_no to_no since:d until:d")
talk = _table("talk", "no member_no kind held_on:d")
base_visit = _table("base_visit", "no station_no base place:i held_on:d visitor_kind occasion mode visits:i")
voice = _table(
    "voice",
    "no title text channel category grade unit unit_since:d place:i places:i member_no station_no topic words graded"
    " grade_words raised_on:d raised_at:t span_from:d span_to:d submitted_on:d accepted_on:d received_on:d replied_on:d"
    " reply_workdays:f in_time:b handled_on:d refused_on:d told_on:d told done_on:d done rated_on:d satisfaction chosen_on:d"
    " taken_on:d solved_on:d sent_back_on:d to_bulletin_on:d to_consultation_on:d to_proposal_on:d to_supervision_on:d"
    " converted_on:d due_on:d overdue_on:d due_since:d due_n:i" + _CLOCK,
)
voice_progress = _table("voice_progress", "no stage on_day:d clock:t unit result note")
telling = _table(
    "telling",
    "no title text channel category grade place:i member_no station_no raised_on:d merged_to merged_into merged_on:d",
)
bulletin = _table(
    "bulletin", "no title author_kind sender sector category place:i submitted_on:d used_on:d endorsed_on:d"
)
bulletin_use = _table(
    "bulletin_use", "no title author_kind sender sector category place:i submitted_on:d level mode used_on:d"
)
bulletin_author = _table("bulletin_author", "no member_no")
contact = _table("contact", "no member_no member held_on:d kind people:i place:i station_no present:b solved:b")
interface = _table(
    "interface",
    "no title counterpart direction dataset manner frequency expected_on:d exchanged_on:d written due_on:d late_days:i"
    " idle:b place:i",
)
reported = _table("reported", "region body indicator value unit period qualifier cited_from quote")
