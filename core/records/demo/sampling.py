"""Systematic sampling from counts, so that shares come out as counted and not merely on average."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


def generator(seed: int, *stream: int) -> np.random.Generator:
    """Make the generator of one part of the city, so that parts do not disturb each other."""
    return np.random.default_rng([seed, *stream])


def spread(counts: NDArray[np.float64] | Indices, size: int, random: np.random.Generator) -> Indices:
    """Draw systematically: (size,) indices into `counts`, in random order.

    Any run of neighbouring rows gets its exact share of `size`, to less than one
    record above or below, so marginals that are runs hold even for rare types.
    """
    upper = np.cumsum(np.asarray(counts, dtype=np.float64))
    at = (np.arange(size) + random.random()) * (upper[-1] / max(size, 1))
    return random.permutation(np.minimum(np.searchsorted(upper, at, side="right"), len(upper) - 1))


def apportion(counts: NDArray[np.float64] | Indices, size: int) -> Indices:
    """Round `counts` scaled to `size` by largest remainder: (n,) whole numbers that add up to it."""
    exact = np.asarray(counts, dtype=np.float64) * (size / np.sum(counts))
    whole = np.floor(exact).astype(np.int64)
    short = size - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole
