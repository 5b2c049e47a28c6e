"""What comes next, each answer beside its test on later weeks.

`shift` says when, `ground` on what squares, `models` are the ways to expect records, `spots` turns what is expected
into small places, and `backtest` is the contest of all models on the same later weeks.

To add a model of where: an entry in `models.MODELS`; the contest scores it with the others.
"""
