"""Charts: numbers in, a plotly figure out; nothing here knows Dash."""
