"""Every check, one after another; one that breaks off is itself a finding."""

from collections.abc import Iterator

from zxdata.configuration import Settings
from zxdata.doctor import data, engine, machine
from zxdata.doctor.model import Check, Examined, Machine
from zxdata.errors import BadSetting, CockpitError

CHECKS: tuple[Check, ...] = (*machine.CHECKS, *engine.CHECKS, *data.CHECKS)


def examine(settings: Settings | BadSetting, on: Machine) -> tuple[Examined, ...]:
    """How an installation is on a machine, in the order of the checks; never raises. Settings that cannot be used are a
    finding, and only the machine is looked at."""
    if isinstance(settings, BadSetting):
        mend = "请按这句话改正 cockpit.toml 或环境变量，再查一次；数据部分到那时才能查。"
        usual = Settings.model_construct()
        found = tuple(each for check in machine.CHECKS for each in _looked(check, usual, on))
        return (Examined("settings", "设置", settings.sentence, mend), *found)
    return tuple(found for check in CHECKS for found in _looked(check, settings, on))


def _looked(check: Check, settings: Settings, on: Machine) -> Iterator[Examined]:
    try:
        for state, mend in check.look(settings, on):
            yield Examined(check.key, check.subject, state, mend)
    except CockpitError as fault:
        yield Examined(check.key, check.subject, fault.sentence, "请按这句话改正后再查一次。")
    except Exception as fault:  # what cannot be examined must not hide the rest
        yield Examined(
            check.key, check.subject, f"没有查成：{type(fault).__name__} {fault}。", "请把这一句交给维护人员。"
        )
