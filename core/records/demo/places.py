"""Where it happened: addresses that hold one record or hundreds, as real places do.

The weight of a place (its number of records) is drawn from the counted weights, so the
folding is the real city's; which address gets a large weight, and which records, follows
the addresses' intensity and how busy the places of a location description are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.records.demo import calibration, sampling, streets, territories

if TYPE_CHECKING:
    from core.records.demo.incidents import Incidents

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

WEIGHT_NOISE = 1.1
"""Noise on the log intensity of addresses when weights are assigned: 0 would put the largest on the most intense."""
LOCATION_NOISE, PLACE_NOISE = 0.7, 0.3
"""Noise on how busy a record's location and a place are when records are assigned to places."""


def _draw_weights(class_: int, records: int, random: np.random.Generator) -> Indices:
    """Draw weights of a class of areas until they hold `records`, in random order."""
    counts = calibration.load().weights
    counts = counts[counts["class"] == class_]
    weight, places = counts["weight"].to_numpy(), counts["places"].to_numpy()
    count = int(np.ceil(records * places.sum() / (weight * places).sum()))
    return weight[sampling.spread(places, count, random)]


def assign_weights(due: Indices, seed: int) -> list[Indices]:
    """Draw for each area weights that add up to the records due there: (areas,) of (places,)."""
    random = sampling.generator(seed, 3)
    classes = calibration.load().folds["class"].to_numpy()
    assigned: list[Indices] = [np.zeros(0, dtype=np.int64)] * len(due)
    for class_ in np.unique(classes).tolist():
        areas = np.flatnonzero(classes == class_)
        drawn = _draw_weights(class_, int(due[areas].sum()), random)
        ends, weight_ends = np.cumsum(due[areas]), np.cumsum(drawn)
        # A weight that crosses from one area into the next is divided; what is missing at the end is one more weight.
        borders = np.union1d(ends[ends > 0], weight_ends[weight_ends < ends[-1]])
        weights = np.diff(borders, prepend=0)
        stops = np.searchsorted(borders, ends, side="right")
        for area, own in zip(areas.tolist(), np.split(weights, stops[:-1]), strict=True):
            assigned[area] = own
    return assigned


def _choose(candidates: Indices, weights: Indices, random: np.random.Generator) -> tuple[Indices, Indices]:
    """Find an address among the candidates for each weight: (places,) address and its weight."""
    intensity = streets.addresses().intensity[candidates]
    # The largest log(u) / intensity are a weighted draw without replacement (Efraimidis and Spirakis, 2006).
    keys = np.log(1.0 - random.random(len(candidates))) / intensity
    chosen = candidates[np.argsort(-keys, kind="stable")[: len(weights)]]
    score = np.log(streets.addresses().intensity[chosen]) + WEIGHT_NOISE * random.standard_normal(len(chosen))
    weight = np.empty(len(weights), dtype=np.int64)
    weight[np.argsort(score, kind="stable")] = np.sort(weights)
    return chosen, weight


def busyness() -> Floats:
    """Return the logarithm of the mean records at the place of a record, by location: (locations,)."""
    locations = calibration.load().locations
    return np.log((locations["place_records"].to_numpy() + 10.0) / (locations["mapped"].to_numpy() + 1.0))


def draw_places(incidents: Incidents, seed: int) -> Indices:
    """Give every record an address in its area: (n,) index of the address.

    Records without coordinates get any: they keep their block and beat.
    """
    random = sampling.generator(seed, 4)
    score = busyness()[incidents.location] + LOCATION_NOISE * random.standard_normal(len(incidents.location))
    area_of_address = territories.territories().area[streets.addresses().square]
    due = np.bincount(incidents.area[incidents.mapped] - 1, minlength=len(calibration.load().folds))
    out = np.empty(len(incidents.area), dtype=np.int64)
    for area, weights in enumerate(assign_weights(due, seed), start=1):
        candidates = np.flatnonzero(area_of_address == area)
        chosen, weight = _choose(candidates, weights, random)
        # Places and records are joined in the order of how busy they are, so a shop's thefts lie at one busy address.
        busy = np.log(weight) + PLACE_NOISE * random.standard_normal(len(chosen))
        order = np.argsort(busy, kind="stable")
        rows = np.flatnonzero((incidents.area == area) & incidents.mapped)
        out[rows[np.argsort(score[rows], kind="stable")]] = np.repeat(chosen[order], weight[order])
        unmapped = np.flatnonzero((incidents.area == area) & ~incidents.mapped)
        out[unmapped] = random.choice(candidates, len(unmapped))
    return out
