"""What each statistic is called, what it is, what is good, how it is computed and who defined it.

Pages explain a number where it stands, and the help lists all; both read it from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.hotspots.scores import METRICS
from core.language import mark

OURS = mark("A definition of this project")


@dataclass(frozen=True)
class Term:
    """A word on a page and the statistic behind it; all parts are marked for translation."""

    title: str
    """The word that pages use."""
    statistic: str
    """The statistic's own name, as the field writes it."""
    meaning: str
    good: str
    formula: str
    source: str


def _of_metric(name: str, *, good: str, formula: str) -> Term:
    metric = METRICS[name]
    return Term(metric.title, metric.title, metric.meaning, good, formula, metric.source)


GLOSSARY = {
    "later": Term(
        mark("On later days"),
        mark("PAI, the prediction accuracy index, and hit rate"),
        mark(
            "How many records of days that were not used to draw the zones fell into them, beside last year's busiest "
            "cells on as much ground."
        ),
        mark(
            "Above 1 is better than chance. Zones are worth using where they do as well as last year's busiest cells."
        ),
        mark("PAI = (n / N) / (a / A): the share of later records caught over the share of the area flagged"),
        mark("Chainey, Tompson and Uhlig 2008, Security Journal 21, 4-28"),
    ),
    "chance": Term(
        mark("Beyond chance"),
        mark("Difference from the null"),
        mark(
            "What the same setting scores where there is nothing to find: records are shuffled, and every choice is "
            "made again. That is its null."
        ),
        mark("Above every draw from the null."),
        mark("score of the zones - mean score of the draws"),
        mark("Davison and Hinkley 1997, Bootstrap Methods and their Application, section 4.2"),
    ),
    "stability": Term(
        mark("Same in other weeks"),
        mark("Stability: adjusted Rand index"),
        mark("How far zones drawn from redrawn weeks keep the same records together."),
        mark("1 is the same zones, 0 what chance gives; 0.6 or more is steady."),
        mark("(pairs together in both - expected) / (mean of the pairs together in each - expected)"),
        mark("Hubert and Arabie 1985, Journal of Classification 2, 193-218"),
    ),
    "coverage": Term(
        mark("Reports in a zone"),
        mark("Coverage"),
        mark("Share of the mapped records that have a zone; the rest is noise or outside the busiest ground."),
        mark("Neither high nor low is better, but scores of different coverage must not be compared."),
        mark("records in zones / records on the map"),
        OURS,
    ),
    "largest": Term(
        mark("In the largest zone"),
        mark("Largest share"),
        mark("Share of the records in zones that lie in the largest one."),
        mark("Low where work is to be shared out; above 80 % one zone is nearly everything."),
        mark("records of the largest zone / records in zones"),
        OURS,
    ),
    "silhouette": _of_metric(
        "silhouette",
        good=mark("From -1 to 1, higher is better. Evenly spread points score about 0.37, so read it beside chance."),
        formula=mark("(b - a) / max(a, b); a is the mean distance to the own zone's records, b to the next zone's"),
    ),
    "davies_bouldin": _of_metric(
        "davies_bouldin",
        good=mark("Lower is better; 0 is a zone of one point."),
        formula=mark("mean over zones of the greatest (width i + width j) / (distance between the means of i and j)"),
    ),
    "calinski_harabasz": _of_metric(
        "calinski_harabasz",
        good=mark("Higher is better; it grows with the records, so compare it on the same records only."),
        formula=mark("(B / (k - 1)) / (W / (n - k)); B and W are the squared distances between and within k zones"),
    ),
    "inertia": _of_metric(
        "inertia",
        good=mark("Lower is tighter; more zones always lower it."),
        formula=mark("sum over the records of (distance to the mean of the zone)²"),
    ),
    "risk": Term(
        mark("Against the city"),
        mark("Risk: rate ratio with its 95 % interval"),
        mark("Records that residents report, per inhabited km² of the zone, over the same of the whole city."),
        mark("Far above: the interval lies above 1.5. Above: it lies above 1. Otherwise nothing is sure."),
        mark(
            "(records / km² of the zone) / (records / km² of the city); the interval widens with the spread over weeks"
        ),
        mark("McCullagh and Nelder 1989, Generalized Linear Models, section 6.2"),
    ),
    "severity": Term(
        mark("Prison term"),
        mark("Severity: mean days of prison"),
        mark("How grave the records are: the shortest prison term of each offence's usual class, on average."),
        mark("Higher is graver; compare ranks rather than lengths."),
        mark("sum over the records of the days / records"),
        mark("The city's file, by code of the offence, with the statute"),
    ),
}
"""Every term by its name, in the order of the help."""
