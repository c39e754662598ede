"""Grants that partnerships decided, as they are published: in the 360Giving Data Standard.

The standard is explained at https://standard.threesixtygiving.org. What leaves here names nobody:
neither whoever got a grant in their own name, nor anybody on a register.
"""
