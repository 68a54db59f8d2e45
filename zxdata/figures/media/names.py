"""Names that fit where they stand."""

import re

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:(?:{'|'.join(PEOPLES.split())})族?)+自治(县|州|旗)$")
PETITION = re.compile(r"^关于(.+?)的?(?:建议|提案|意见|意见建议)$")


def short(name: str, most: int = 7) -> str:
    """A name that fits: 秀山土家族苗族自治县 → 秀山县, others cut with …"""
    plain_name = AUTONOMOUS.sub(r"\1\2", name)
    return plain_name if len(plain_name) <= most else f"{plain_name[: most - 1]}…"


def subject(title: str, most: int) -> str:
    """What a proposal is about: 关于推进老旧小区加装电梯的建议 → 推进老旧小区加装电梯"""
    return short(PETITION.sub(r"\1", title), most)
