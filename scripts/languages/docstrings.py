"""Every prop of every struct that a team writes must say what it is: editors show it."""
import inspect
import sys

import cdk_pdf_web_platform as library

STRUCTS = [cls for name, cls in inspect.getmembers(library, inspect.isclass) if name.endswith(("Options", "Props", "Settings"))]


def undocumented(struct: type) -> list[str]:
    text = inspect.getdoc(struct.__init__) or ""
    props = [name for name in inspect.signature(struct.__init__).parameters if name != "self"]
    lines = [line.strip() for line in text.splitlines()]
    return [f"{struct.__name__}.{prop}" for prop in props if not any(line.startswith(f":param {prop}: ") and len(line) > len(prop) + 12 for line in lines)]


missing = [prop for struct in STRUCTS for prop in undocumented(struct)]
if len(STRUCTS) < 15 or missing:
    sys.exit(f"{len(STRUCTS)} structs; without a docstring: {', '.join(missing) or 'none'}")
print(f"{len(STRUCTS)} structs, every prop with a docstring")
