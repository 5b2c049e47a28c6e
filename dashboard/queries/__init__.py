"""What pages and API ask, a module for each subject.

To add a subject: a frozen dataclass that is a `dashboard.query.Query`, with a field and an entry in `SETS` for each of
its parts (`dashboard.filters.FILTERS` is one; `dashboard.parameters` says how parameters are declared).
"""
