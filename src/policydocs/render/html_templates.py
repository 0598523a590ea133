"""The web page's templates as Python, worked out beforehand: that takes longer than to make a page.

`page.json` holds what Jinja2 makes of `page.css.j2` and `page.html.j2`, with the digest of both and of
Jinja2's version. It is used only where that digest is right: an edited template always counts.
`python -m policydocs.render.html_templates` writes it anew.
"""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, Template

NAMES = ("page.css.j2", "page.html.j2")
FOLDER = Path(__file__).parent
PREPARED = FOLDER / "page.json"


class PreparedTemplates(BaseLoader):
    """Loads the templates, prepared where they are."""

    def __init__(self, prepared: Path = PREPARED) -> None:
        self._made = _prepared(prepared)

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  (the loader's interface)
    ) -> Template:
        """See `jinja2.BaseLoader.load`."""
        made = self._made.get(name)
        if made is None:
            made = _compiled(environment, name)
        code = compile(made, name, "exec")
        return environment.template_class.from_code(environment, code, {} if globals is None else globals)


def content(environment: Environment) -> bytes:
    """What `page.json` has to hold: the same bytes for the same templates and the same Jinja2."""
    made = {
        "jinja": jinja2.__version__,
        "digest": _digest(),
        "made": {name: _compiled(environment, name) for name in NAMES},
    }
    return json.dumps(made, ensure_ascii=False, indent=0).encode() + b"\n"


def _compiled(environment: Environment, name: str) -> str:
    return environment.compile(_source(name), name, name, raw=True)


def _prepared(path: Path) -> dict[str, str]:
    """Template to Python; {} where they were not prepared by this Jinja2 from these files."""
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    fits = kept.get("digest") == _digest()
    made: dict[str, str] = kept["made"] if fits else {}
    return made


def _digest() -> str:
    digest = sha256(jinja2.__version__.encode())
    for name in NAMES:
        digest.update(_source(name).encode())
    return digest.hexdigest()


def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def main() -> None:
    """Write the prepared file."""
    from policydocs.render.html import page_environment  # noqa: PLC0415  (which loads this module)

    PREPARED.write_bytes(content(page_environment()))


if __name__ == "__main__":
    main()
