"""How the checks say what they found."""


class Failed(Exception):
    pass


def show(what: str, holds: bool, otherwise: object = "") -> None:
    """Prints what is shown, or fails with what is there instead."""
    if not holds:
        raise Failed(f"{what}: {otherwise}" if otherwise != "" else what)
    print(f"✓ {what}", flush=True)
