"""Wrong values as a mistake shows them."""


def shown(raw: object) -> str:
    """Show a wrong value, shortened."""
    text = repr(raw)
    return text if len(text) <= 60 else f"{text[:57]}..."
