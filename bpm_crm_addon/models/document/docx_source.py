"""A Word file as an upload: is it one, and is it harmless?"""


def fault_of(raw):
    """What is wrong with the bytes of a Word file: a word; None when nothing is."""
    return None
