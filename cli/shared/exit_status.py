"""How a command ends: 0 done, 1 a clear no, 2 bad usage or input that cannot be read."""


class ClearNo(Exception):
    """The answer is no: a check failed, a rule refused, a part is unwell. Exit status 1."""


class BadInput(Exception):
    """Bad usage, unreadable input or something unknown was named. Exit status 2."""
