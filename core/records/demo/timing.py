"""When it happened: weekday and hour by type, season, the heaped minutes and the first of the month.

Unknown times stand at 00:00 and 00:01 and unknown days on the first, as clerks leave them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.records.demo import calibration, sampling

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

FIRST_DAY, END_DAY = np.datetime64("2023-01-01"), np.datetime64("2025-01-01")
"""The period: two whole years, the second of them a leap year."""
UNKNOWN = ("0000", "0001")


def _calendar() -> tuple[Indices, Indices, Indices]:
    """Return month and day (both from 1) and weekday (0 is Monday) of every day of the period; each (days,)."""
    days = np.arange(FIRST_DAY, END_DAY)
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    return month, (days - months).astype(np.int64) + 1, (days.astype(np.int64) + 3) % 7


def _seasons() -> tuple[Floats, Floats]:
    """Return the records due each day of the period, and how a type's months differ from all types'.

    Shapes are (days,) and (types, 12); a rare type's months are drawn towards all types'.
    """
    counts = calibration.load()
    month, day, _ = _calendar()
    due = counts.days.set_index(["month", "day"])["records"].copy()
    due[(2, 29)] = due[(2, 28)]  # counted in leap years only
    by_month = counts.months.drop(columns="type").to_numpy(dtype=np.float64)
    all_types = by_month.sum(axis=0) / by_month.sum()
    own = (by_month + 12.0 * all_types) / (by_month.sum(axis=1, keepdims=True) + 12.0)
    return due.loc[list(zip(month, day, strict=True))].to_numpy(dtype=np.float64), own / all_types


def _days(type_: Indices, weekday: Indices, unknown: NDArray[np.bool_], random: np.random.Generator) -> Indices:
    """Draw the day of each record among those of its weekday: (n,) days since the first."""
    types = calibration.load().types
    month, day, calendar_weekday = _calendar()
    due, own = _seasons()
    first = day == 1
    out = np.empty(len(type_), dtype=np.int64)
    group = (type_ * 7 + weekday) * 2 + unknown
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.r_[True, group[order][1:] != group[order][:-1]])
    for rows in np.split(order, starts[1:]):
        number, when = int(type_[rows[0]]), "unknown" if unknown[rows[0]] else "known"
        weight = due * own[number, month - 1]
        firsts, others = (float(types[f"{name}_{when}"].iloc[number]) for name in ("first", "other"))
        weight = np.where(first, weight * firsts / weight[first].sum(), weight * others / weight[~first].sum())
        out[rows] = sampling.spread(weight * (calendar_weekday == weekday[rows[0]]), len(rows), random)
    return out


def _minutes(type_: Indices, slot: NDArray[np.str_], random: np.random.Generator) -> Indices:
    """Draw the minute of the day of each record: full hours by type and hour, else all types' minutes."""
    counts = calibration.load()
    totals = counts.hours.drop(columns="weekday").groupby("type", sort=False).sum()
    heaped = counts.full_hours.set_index("type").reindex(index=totals.index, columns=totals.columns, fill_value=0)
    share = (heaped / totals.clip(lower=1)).to_numpy()
    column = totals.columns.get_indexer(slot)
    drawn = sampling.spread(counts.minutes["records"].to_numpy(), len(slot), random)
    minute = counts.minutes["minute"].to_numpy()[drawn]
    minute = np.where((slot == "00") & (minute == 1), 2, minute)
    minute[random.random(len(slot)) < share[type_, column]] = 0
    unknown = np.isin(slot, UNKNOWN)
    hour = np.where(unknown, "00", slot).astype(np.int64)
    return np.where(unknown, slot == UNKNOWN[1], hour * 60 + minute)


def draw_times(type_: Indices, seed: int) -> NDArray[np.datetime64]:
    """Draw the date and time of records grouped by type: (n,) datetime64[s], local time."""
    random = sampling.generator(seed, 2)
    hours = calibration.load().hours
    slots = hours.columns[2:].to_numpy().astype(str)
    drawn = np.concatenate(
        [
            sampling.spread(rows.iloc[:, 2:].to_numpy().ravel(), int((type_ == number).sum()), random)
            for number, (_, rows) in enumerate(hours.groupby("type", sort=True))
        ]
    )
    weekday, column = np.divmod(drawn, len(slots))
    slot = slots[column]
    day = _days(type_, weekday, np.isin(slot, UNKNOWN), random)
    minute = _minutes(type_, slot, random)
    return FIRST_DAY.astype("datetime64[s]") + (day * 86_400 + minute * 60).astype("timedelta64[s]")
