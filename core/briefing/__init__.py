"""Where tonight? Small places for a shift, each with its name, what to expect there and how sure that is.

`brief` answers for a selection of records and a shift; `naming` names places by their streets; `needs` says which
districts have more than their usual share. What the places are worth was tested by `core.forecast.backtest`.
"""
