"""What rules found among the names of a folder, to be taken over where all that a rule read is the same again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.resolving.nodes import Found, Node, Nodes, Place

Rule = Callable[[Nodes], Iterable[Found]]


class _Watched(Node):
    """A node that notes who asks where it stands or how often: all else is compared before anything is taken over."""

    __slots__ = ("_asked", "_node")

    def __init__(self, node: Node, asked: set[str]) -> None:
        self._node, self._asked = node, asked
        self.key, self.norm, self.kind = node.key, node.norm, node.kind
        self.text, self.first, self.spellings = node.text, node.first, node.spellings

    @property
    def places(self) -> list[Place]:  # type: ignore[override]  # the field, watched
        self._asked.add(self.key)
        return self._node.places

    @property
    def names(self) -> Counter[str]:  # type: ignore[override]  # the field, watched
        self._asked.add(self.key)
        return self._node.names

    @property
    def evidence(self) -> frozenset[str]:
        self._asked.add(self.key)
        return self._node.evidence

    @property
    def defined(self) -> tuple[str, ...]:
        self._asked.add(self.key)
        return self._node.defined


class Readings:
    """What each rule found among some nodes, and the keys of the nodes whose places it asked for.

    A rule is a function of the nodes alone: where they are as they were in all that it read, it finds the same.
    """

    def __init__(self, nodes: Nodes, rules: Sequence[Rule], before: Readings | None = None) -> None:
        """Have every rule find what it finds; what it found `before` stands where all that it read is the same."""
        self._nodes, asked = nodes, set[str]()
        stood = before._found if before and alike(nodes, before._nodes) else {}
        moved = {key for key, node in nodes.items() if before and before._nodes.get(key) is not node}
        watched = {key: _Watched(node, asked) for key, node in nodes.items()}
        self._found: dict[Rule, tuple[tuple[Found, ...], frozenset[str]]] = {}
        for rule in rules:
            if rule in stood and moved.isdisjoint(stood[rule][1]):
                self._found[rule] = stood[rule]
                continue
            asked.clear()
            found = tuple(rule(watched))
            self._found[rule] = found, frozenset(asked)

    def found(self) -> Iterator[Found]:
        """Give what the rules found."""
        for found, _ in self._found.values():
            yield from found


def alike(some: Nodes, others: Nodes) -> bool:
    """Say whether these are the same names, spelled in the same ways."""
    return some.keys() == others.keys() and all(
        node is others[key] or _spelling(node) == _spelling(others[key]) for key, node in some.items()
    )


def _spelling(node: Node) -> tuple[object, ...]:
    return node.norm, node.kind, node.text, node.first, node.spellings
