"""Where does it concentrate? Live clustering of all records, with its evidence.

`setting` declares what can be turned, `methods` the algorithms; `answer` clusters a selection and describes its zones
with `clustering`, `scores` and `zones`; `evidence` compares it with a permutation null, other weeks and later days;
`sweep` tries many settings and `choice` chooses among them by a printed rule.

To add a method: a package beside these, a member of `setting.Algorithm` with its own numbers in `setting.NUMBERS` and
`Setting`, and its entry in `methods.METHODS`.
"""
