"""Where it happened: addresses that hold one record or hundreds, as real places do.

The records at a place are dealt from the counted weights, so the folding is the
real city's; which address gets a heavy weight, and which records, follows the
addresses' pull and how busy the places of a kind of location are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.records.demo import draw, streets, tables, territories

if TYPE_CHECKING:
    from core.records.demo.incidents import Incidents

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

HEAVY_NOISE = 1.1
"""Noise on the pull when heavy weights look for an address: 0 would put the heaviest on the strongest."""
KIND_NOISE, SEAT_NOISE = 0.7, 0.3
"""Noise on how busy a record's kind of location and a place are when they look for each other."""


def _deck(class_: int, records: int, random: np.random.Generator) -> Indices:
    """Deal weights of a class of areas until they hold `records`, in random order."""
    counts = tables.load().weights
    counts = counts[counts["class"] == class_]
    weight, places = counts["weight"].to_numpy(), counts["places"].to_numpy()
    cards = int(np.ceil(records * places.sum() / (weight * places).sum()))
    return weight[draw.spread(places, cards, random)]


def deal(due: Indices, seed: int) -> list[Indices]:
    """Deal each area weights that add up to the records due there: (areas,) of (places,)."""
    random = draw.generator(seed, 3)
    classes = tables.load().folds["class"].to_numpy()
    hands: list[Indices] = [np.zeros(0, dtype=np.int64)] * len(due)
    for class_ in np.unique(classes).tolist():
        areas = np.flatnonzero(classes == class_)
        deck = _deck(class_, int(due[areas].sum()), random)
        ends, card_ends = np.cumsum(due[areas]), np.cumsum(deck)
        # A card that crosses from one area into the next is cut in two; what is short at the end is one more card.
        borders = np.union1d(ends[ends > 0], card_ends[card_ends < ends[-1]])
        weights = np.diff(borders, prepend=0)
        stops = np.searchsorted(borders, ends, side="right")
        for area, hand in zip(areas.tolist(), np.split(weights, stops[:-1]), strict=True):
            hands[area] = hand
    return hands


def _choose(candidates: Indices, weights: Indices, random: np.random.Generator) -> tuple[Indices, Indices]:
    """Find an address among the candidates for each weight: (places,) address and its weight."""
    pull = streets.addresses().pull[candidates]
    # The largest log(u) / pull are a draw without replacement with chances by pull (Efraimidis and Spirakis, 2006).
    keys = np.log(1.0 - random.random(len(candidates))) / pull
    chosen = candidates[np.argsort(-keys, kind="stable")[: len(weights)]]
    score = np.log(streets.addresses().pull[chosen]) + HEAVY_NOISE * random.standard_normal(len(chosen))
    weight = np.empty(len(weights), dtype=np.int64)
    weight[np.argsort(score, kind="stable")] = np.sort(weights)
    return chosen, weight


def busyness() -> Floats:
    """Return the logarithm of the mean records at the place of a record, by kind of location: (kinds,)."""
    kinds = tables.load().kinds
    return np.log((kinds["place_records"].to_numpy() + 10.0) / (kinds["mapped"].to_numpy() + 1.0))


def draw_places(incidents: Incidents, seed: int) -> Indices:
    """Give every record an address in its area: (n,) index of the address.

    Records without coordinates get any: they keep their block and beat.
    """
    random = draw.generator(seed, 4)
    score = busyness()[incidents.kind] + KIND_NOISE * random.standard_normal(len(incidents.kind))
    area_of_address = territories.territories().area[streets.addresses().lot]
    due = np.bincount(incidents.area[incidents.mapped] - 1, minlength=len(tables.load().folds))
    out = np.empty(len(incidents.area), dtype=np.int64)
    for area, weights in enumerate(deal(due, seed), start=1):
        candidates = np.flatnonzero(area_of_address == area)
        chosen, weight = _choose(candidates, weights, random)
        # Places and records meet in the order of how busy they are, so a shop's thefts lie at one busy address.
        busy = np.log(weight) + SEAT_NOISE * random.standard_normal(len(chosen))
        order = np.argsort(busy, kind="stable")
        rows = np.flatnonzero((incidents.area == area) & incidents.mapped)
        out[rows[np.argsort(score[rows], kind="stable")]] = np.repeat(chosen[order], weight[order])
        unmapped = np.flatnonzero((incidents.area == area) & ~incidents.mapped)
        out[unmapped] = random.choice(candidates, len(unmapped))
    return out
