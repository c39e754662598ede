"""From a spreadsheet to a plan: what a file of members would add to a register, or change on it.

`reading` makes a table of text of a file, whatever somebody chose to upload; `layout` says which
columns there are; `rows` checks each row; `register` holds what is recorded already; `plan` says
what the import would do. Nothing here writes: `partnerships.actions.imports` does.
"""
