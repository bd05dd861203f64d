"""The call as a picture."""


def prompts_of(node: str) -> tuple[str, ...]:
    """Which sentences a node of the flow says."""
    raise KeyError(node)
