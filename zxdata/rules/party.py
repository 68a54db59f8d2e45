"""Rules of 党建: by which relations the party's work reaches a member, and how often who links has to talk."""

from pydantic import Field

from zxdata.rules.clock import Section


class Talks(Section):
    """Who links by this relation talks with those linked at least so many times within twelve months.

    The shipped numbers are those of 普洱's 双联 (puer.yunnan.cn, 2021-01-28): 2 and 3 a year.
    """

    relation: str = Field(min_length=1)
    times: int = Field(ge=1, le=100)


class Party(Section):
    """links: relations by which the party's work reaches a member who is in no organisation; lists: kinds of checklist
    that are the party's; occasions: for what a base is to be visited (五必到); talk_kinds: kinds of contact that are talks.
    """

    links: tuple[str, ...] = ("党组成员联系党员委员", "党员委员联系党外委员", "党员联系党外", "党建指导员")
    talks: tuple[Talks, ...] = (
        Talks(relation="党组成员联系党员委员", times=2),
        Talks(relation="党员委员联系党外委员", times=3),
        Talks(relation="党员联系党外", times=3),
    )
    talk_kinds: tuple[str, ...] = ("谈心谈话", "联系谈心")
    lists: tuple[str, ...] = ("三级责任", "问题清单", "四张问题", "承诺书", "党建任务")
    occasions: tuple[str, ...] = ("委员学习", "党派教育", "干部培训", "主题宣传", "外来考察")
