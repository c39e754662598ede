"""Every write to a register: one verb a function, atomic, with the person who did it."""
