"""The small language of templates: placeholders, loops over rows, conditions. Nothing else.

It looks like Jinja, and Jinja's own parser and sandbox read it; but only the words below are
allowed, facts are plain dictionaries, and no attribute of any object is ever reached.
"""

import sys

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

ITEMS = 10_000  # turns of all loops together
LONGEST = 2_000_000  # letters of all values together
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.CondExpr,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Concat, nodes.Getattr, nodes.Getitem, nodes.For, nodes.If, nodes.Add, nodes.Sub,
    nodes.Mul, nodes.Tuple,
)  # fmt: skip
LOOP = frozenset({"index", "index0", "revindex", "first", "last", "length"})
ROWS = "rows_of"


class Blank(str):
    """A value that may be empty: somebody wrote `| optional`."""

    __slots__ = ()


class TooLong(Exception):
    """Loops or values go beyond what a paper may have."""


class Missing(Undefined):
    """A fact that is not there: noted with its place wherever it is used."""

    __slots__ = ()

    def _note(self, *_others):
        self._undefined_exception(self._undefined_name)
        return False

    __bool__ = __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _note

    def __ne__(self, other):
        return not self._note()

    def __hash__(self):
        return id(type(self))

    def __str__(self):
        self._note()
        return ""

    def __iter__(self):
        self._note()
        return iter(())

    def __len__(self):
        self._note()
        return 0


class TemplateLanguage(ImmutableSandboxedEnvironment):
    """One filling-in: `found` collects (kind, name, line) of everything that is wrong."""

    intercepted_binops = frozenset({"+", "-", "*"})

    def __init__(self):
        super().__init__(
            autoescape=True, cache_size=0, optimized=False, finalize=self._shown, undefined=Missing
        )
        self.globals.clear()
        self.filters = {
            ROWS: self._rows,
            "optional": self._optional,
            "default": self._default,
            "upper": lambda value: str(value).upper(),
            "lower": lambda value: str(value).lower(),
            "capitalize": lambda value: str(value)[:1].upper() + str(value)[1:],
            "length": len,
            "join": lambda rows, between=", ": str(between).join(map(str, self._rows(rows))),
        }
        self.tests = {"defined": lambda value: not isinstance(value, Missing)}
        self.found, self.turns, self.letters = [], 0, 0

        def undefined(hint=None, obj=None, name=None, exc=None):
            return Missing(hint=hint, obj=obj, name=name, exc=self._note_missing)

        self.undefined = undefined

    # === READING === #

    def _parse(self, source, name, filename):
        """Override: refuse every word that is not of the language, with its line."""
        tree = super()._parse(source, name, filename)
        for node in list(tree.find_all(nodes.Node)):
            if not isinstance(node, ALLOWED):
                raise TemplateSyntaxError(_word(node), getattr(node, "lineno", 1))
            if isinstance(node, nodes.For):
                _check_loop(node)
                node.iter = _counted(node.iter)
            elif isinstance(node, nodes.Name | nodes.Getattr):
                _check_name(node)
            elif isinstance(node, nodes.Const):
                _check_constant(node)
        return tree

    # === FACTS === #

    def getattr(self, obj, attribute):
        """Override: a dot leads to a fact, never to an attribute."""
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj, argument):
        """Override: the same with brackets."""
        if isinstance(obj, dict) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and 0 <= argument < len(obj):
            return obj[argument]
        return self.undefined(name=str(argument))

    def call(self, context, obj, *args, **kwargs):
        """Override: nothing is called."""
        raise SecurityError("call")

    def is_safe_callable(self, obj):
        return False

    def is_safe_attribute(self, obj, attr, value):
        return False

    def call_binop(self, context, operator, left, right):
        """Override: numbers only; text times a number would never end."""
        if not all(isinstance(value, int) and abs(value) < 10**12 for value in (left, right)):
            self._note("not_numbers", operator)
            return 0
        return super().call_binop(context, operator, left, right)

    # === WHAT IS NOTED === #

    def _shown(self, value):
        """What a placeholder shows; an empty one is noted unless it may be empty."""
        if isinstance(value, Missing):
            return str(value)
        if not isinstance(value, str | int) or isinstance(value, bool):
            self._note("not_text", "")
            return ""
        if value in ("", None) and not isinstance(value, Blank):
            self._note("empty", "")
            return ""
        self.letters += len(str(value))
        if self.letters > LONGEST:
            raise TooLong
        return value if isinstance(value, Markup) else str(value)

    def _rows(self, value):
        """The rows of a loop, counted."""
        if isinstance(value, Missing):
            return list(value)
        if not isinstance(value, list):
            self._note("no_rows", "")
            return []
        return self._counting(value)

    def _counting(self, rows):
        counted = []
        for row in rows:
            self.turns += 1
            if self.turns > ITEMS:
                raise TooLong
            counted.append(row)
        return counted

    def _optional(self, value):
        if isinstance(value, Missing) or value in ("", None):
            return Blank("")
        return value

    def _default(self, value, other=""):
        return other if isinstance(value, Missing) or value in ("", None) else value

    def _note_missing(self, name):
        self._note("unknown", str(name or ""))

    def _note(self, kind, name):
        self.found.append((kind, name, _line_now()))


def _line_now():
    """The line of the template that is being filled in."""
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and frame.f_code.co_filename == "<template>":
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 1


def _check_loop(node):
    if node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr | nodes.Getitem):
        raise TemplateSyntaxError("for", node.lineno)


def _check_name(node):
    name = node.name if isinstance(node, nodes.Name) else node.attr
    if name.startswith("_") or name == "self":
        raise TemplateSyntaxError(name, node.lineno)


def _check_constant(node):
    value = node.value
    if isinstance(value, int) and abs(value) > 10**9 or isinstance(value, float):
        raise TemplateSyntaxError(str(value)[:20], node.lineno)


def _counted(rows):
    node = nodes.Filter(rows, ROWS, [], [], None, None, lineno=rows.lineno)
    node.set_environment(rows.environment)
    return node


def _word(node):
    """What a person calls a part of the language that is not allowed."""
    return type(node).__name__.lower()
