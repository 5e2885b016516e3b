"""The house as its imports have it: rooms, floors, and a picture of both; ``python -m tests.pictures.house`` draws it.

A room is a folder or file directly below a package. It stands one floor above the highest room that it imports.
"""

from __future__ import annotations

import ast
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "pictures" / "house.svg"
PACKAGES = ("bot", "index", "corpus")
COLOURS = {"bot": "#f4e3c1", "index": "#d5e8d4", "corpus": "#dae8fc"}
WIDTH, LINE, GAP, MARGIN = 1180, 34, 26, 14
"""Pixels: of the picture, of a room's box, between floors, and around."""

Graph = dict[str, set[str]]


@cache
def imports() -> dict[str, frozenset[str]]:
    """Return the modules of ours that each module imports, wherever in it the import stands."""
    names = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
    }
    found: dict[str, frozenset[str]] = {}
    for name, file in names.items():
        taken: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                taken |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                inside = {f"{node.module}.{alias.name}" for alias in node.names} & names.keys()
                taken |= inside or {node.module}
        found[name] = frozenset(taken & names.keys()) - {name}
    return found


def room_of(module: str) -> str:
    """Return the room of a module: "corpus.dates" of "corpus.dates.spans"."""
    return ".".join(module.split(".")[:2])


def rooms(package: str) -> Graph:
    """Return the rooms of a package, each with those of the same package that it imports."""
    graph: Graph = {}
    for module, taken in imports().items():
        if module.startswith(f"{package}.") and not module.endswith("__main__"):
            used = graph.setdefault(room_of(module), set())
            used |= {room_of(one) for one in taken if one.startswith(f"{package}.")} - {room_of(module)}
    return graph


def floors(graph: Graph) -> dict[str, int]:
    """Return the floor of each node, 1 for the ground.

    Raises:
        ValueError: some import each other in a circle; the message names one of them.
    """
    found: dict[str, int] = {}

    def floor(name: str, above: tuple[str, ...]) -> int:
        if name in above:
            raise ValueError(" -> ".join((*above[above.index(name) :], name)))
        if name not in found:
            found[name] = 1 + max((floor(one, (*above, name)) for one in graph[name]), default=0)
        return found[name]

    for name in graph:
        floor(name, ())
    return found


def svg() -> str:
    """Return the picture: a band for each package, its rooms by floors, an arrow for each import no other implies."""
    parts: list[str] = []
    top = MARGIN
    for package in PACKAGES:
        graph = rooms(package)
        boxes, bottom = _placed(graph, top + LINE)
        band = f'<rect x="4" y="{top}" width="{WIDTH - 8}" height="{bottom - top}" rx="8" fill="{COLOURS[package]}"/>'
        parts += [band, f'<text x="{MARGIN}" y="{top + 22}" font-weight="bold">{package}</text>']
        parts += [_arrow(boxes[one], boxes[other]) for one in graph for other in sorted(_direct(graph, one))]
        parts += [_box(name, *place) for name, place in boxes.items()]
        top = bottom + GAP // 2
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" font-family="sans-serif" font-size="13">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _placed(graph: Graph, top: int) -> tuple[dict[str, tuple[int, int, int]], int]:
    """Return left, top and width of each room's box, the highest floor first, and where the band ends."""
    at = floors(graph)
    boxes: dict[str, tuple[int, int, int]] = {}
    for _, row in groupby(sorted(graph, key=lambda name: (-at[name], name)), key=lambda name: at[name]):
        names = list(row)
        share = (WIDTH - 2 * MARGIN) // len(names)
        width = min(share - GAP, 210)
        for place, name in enumerate(names):
            boxes[name] = MARGIN + place * share + (share - width) // 2, top, width
        top += LINE + GAP
    return boxes, top


def _direct(graph: Graph, name: str) -> set[str]:
    """Return what a room imports and none of the others that it imports does."""
    below: set[str] = set()
    waiting = [further for one in graph[name] for further in graph[one]]
    while waiting:
        one = waiting.pop()
        if one not in below:
            below.add(one)
            waiting += graph[one]
    return graph[name] - below


def _box(name: str, left: int, top: int, width: int) -> str:
    words = f'<text x="{left + width // 2}" y="{top + 22}" text-anchor="middle">{escape(name.partition(".")[2])}</text>'
    return f'<rect x="{left}" y="{top}" width="{width}" height="{LINE}" rx="5" fill="white" stroke="#555"/>{words}'


def _arrow(one: tuple[int, int, int], other: tuple[int, int, int]) -> str:
    (x1, y1, w1), (x2, y2, w2) = one, other
    return f'<path d="M{x1 + w1 // 2} {y1 + LINE} L{x2 + w2 // 2} {y2}" stroke="#888" fill="none"/>'


if __name__ == "__main__":
    PICTURE.write_text(svg(), "utf-8")
