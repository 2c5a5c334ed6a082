"""What a reader of histories says of one that cannot be what it claims."""


class UnreadableEvent(ValueError):
    """An event's content is not what its kind promises: altered, or not one of ours."""
