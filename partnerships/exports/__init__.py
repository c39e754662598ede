"""From a register to files that leave the service: spreadsheets that can come back, and paper.

`rows` says what of a register goes into the layout that the import reads, and `spreadsheets` writes
it; `documents` gathers what a page of paper says, and `paper` sets it by the templates beside it.
Nothing here writes to the register: `partnerships.actions.downloads` notes who took what.
"""
