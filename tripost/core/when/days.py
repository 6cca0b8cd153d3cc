"""On which day is that? Calendar arithmetic on what a phrase said."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta


class BadTime(ValueError):
    """Not understood, or not to come; the text is a sentence for people."""


@dataclass
class Said:
    """What a phrase says of day and time, before it is put on a calendar."""

    date: tuple[int | None, int, int] | None = None  # year, month, day
    day: int | None = None  # days from today
    weekday: int | None = None  # 0 = Monday
    weekday_which: int | None = None  # 0 this, 1 next, 2 the one after
    period: str | None = None  # week | weekend | month | year | week-end | month-end
    which: int = 0
    days_more: int = 0
    months_more: int = 0
    counted: bool = False  # days, weeks or months from now
    clock: timedelta = timedelta()  # hours and minutes from now
    clock_time: time | None = None

    @property
    def names_day(self) -> bool:
        """Whether it says a day at all."""
        named = (self.date, self.day, self.weekday, self.period)
        return self.counted or any(one is not None for one in named)

    @property
    def keeps_time(self) -> bool:
        """ "in 3 days" is at the same time of day."""
        return self.counted and self.weekday is None and self.date is None

    @property
    def default(self) -> time | None:
        """Ends of weeks and months, and what is left of today, are ends of the working day."""
        if self.period in ("week-end", "month-end") or self.day == 0:
            return time(17)
        return None


def day_of(said: Said, *, today: date, later: bool) -> date:
    """The day; `later`: the time that was said is still to come today. Raises BadTime."""
    anchors = [said.date is not None, said.day is not None, said.weekday is not None]
    if sum(anchors) > 1 and not _same(said, today):
        raise BadTime("That names two different days.")
    try:
        base = _base(said, today=today, later=later)
        return _months_on(base, said.months_more) + timedelta(days=said.days_more)
    except (ValueError, OverflowError) as wrong:
        raise wrong if isinstance(wrong, BadTime) else BadTime("There is no such day.") from None


def _same(said: Said, today: date) -> bool:
    """ "Tuesday 24.11." says one day twice."""
    if said.weekday is None:
        return False
    if said.date is not None:
        return _date(said.date, today).weekday() == said.weekday
    return (today + timedelta(days=said.day or 0)).weekday() == said.weekday


def _base(said: Said, *, today: date, later: bool) -> date:
    if said.date is not None:
        return _date(said.date, today)
    if said.day is not None:
        return today + timedelta(days=said.day)
    if said.weekday is not None:
        return _weekday(said, today=today, later=later)
    if said.period is not None:
        return _period(said.period, said.which, today)
    return today


def _date(said: tuple[int | None, int, int], today: date) -> date:
    """Without a year the next such day, which for 29 February can be years away."""
    year, month, day = said
    if year is not None:
        return date(year, month, day)
    for candidate in range(today.year, today.year + 9):
        if 1 <= month <= 12 and 1 <= day <= monthrange(candidate, month)[1]:
            found = date(candidate, month, day)
            if found >= today:
                return found
    raise BadTime("There is no such day.")


def _weekday(said: Said, *, today: date, later: bool) -> date:
    assert said.weekday is not None
    if said.period == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=said.which)
        return monday + timedelta(days=said.weekday)
    ahead = (said.weekday - today.weekday()) % 7
    if ahead == 0 and not (later and said.weekday_which in (None, 0) and not said.counted):
        ahead = 7
    return today + timedelta(days=ahead + 7 * (said.weekday_which == 2))


def _period(period: str, which: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    match period:
        case "week":
            if which == 0:
                raise BadTime("Say which day of this week.")
            return monday + timedelta(weeks=which)
        case "weekend":
            saturday = monday + timedelta(days=5)
            ahead = which if which == 2 else (1 if saturday <= today else 0)
            return saturday + timedelta(weeks=ahead - (which == 2))
        case "week-end":
            friday = monday + timedelta(days=4)
            return friday if friday >= today else friday + timedelta(weeks=1)
        case "month-end":
            return today.replace(day=monthrange(today.year, today.month)[1])
        case "month":
            return _months_on(today.replace(day=1), which)
        case _:
            return date(today.year + which, 1, 1)


def _months_on(day: date, months: int) -> date:
    """The 31st of a shorter month is its last day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
