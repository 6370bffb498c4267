"""Who may know whom, read from the sources: no database, nothing imported.

Every check takes sources (a path inside the addon, and its text) and returns findings:
sentences that name the file and what to change. No finding means: as designed.
"""

import ast
import csv
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ADDON = "bpm_crm_addon"
ROOT = Path(__file__).resolve().parents[1]
MAY_KNOW = {
    "audit": (),
    "partner": ("audit",),
    "rule": ("audit", "partner"),
    "approval": ("audit", "rule"),
    "document": ("audit", "partner", "approval"),
    "outreach": ("audit", "partner", "rule", "approval"),
    "contract": ("audit", "partner", "rule", "approval", "document", "outreach"),
    "process": ("audit", "rule"),
}
MAY_KNOW["desk"] = tuple(MAY_KNOW)
MAY_KNOW["orchestration"] = tuple(MAY_KNOW)
KINDS = ("models", "views", "data", "security", "report", "wizard", "controllers")
SERVANTS = ("report", "wizard", "controllers")
# What an engine may import: nothing that knows the time, the network, a file or a database.
PURE = set(
    "__future__ abc base64 bisect collections copy csv dataclasses datetime decimal difflib enum"
    " fractions functools graphlib hashlib heapq hmac itertools json math num2words operator pytz"
    " re statistics string textwrap types typing unicodedata zoneinfo".split()
)
CLOCK = {"now", "utcnow", "today", "localtime", "monotonic", "perf_counter"}
OUTSIDE = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}
PROGRAM = ("if __name__ == '__main__':", "def main(")
LONGEST = 250
ODOOS_ERRORS = {"UserError", "ValidationError", "AccessError", "MissingError"}


@dataclass(frozen=True)
class Source:
    """A file of the addon: its path inside the addon and its text."""

    path: str
    text: str

    @property
    def kind(self):
        return PurePosixPath(self.path).parts[0]

    @property
    def concept(self):
        """The concept whose folder this lies in; None outside concepts' folders."""
        parts = PurePosixPath(self.path.removeprefix("static/src/")).parts
        if self.path.startswith("static/src/"):
            return parts[0] if len(parts) > 1 else None
        return parts[1] if self.kind in KINDS and len(parts) > 2 else None

    @property
    def is_python(self):
        return self.path.endswith(".py")


def sources(*patterns):
    """The addon's files that match one of these glob patterns, in order of path."""
    folder = ROOT / ADDON
    paths = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    return [Source(str(path.relative_to(folder)), path.read_text()) for path in paths]


def allowed(source):
    """The concepts that this file may name; None: all of them."""
    if source.concept in MAY_KNOW:
        return {source.concept, *MAY_KNOW[source.concept]}
    return None


# === WHAT A FILE SAYS === #


def imported(source):
    """The modules a Python file imports, relative ones made absolute, with their lines.

    `from ..audit import journal` in models/approval/route.py → bpm_crm_addon.models.audit.journal
    """
    package = [ADDON, *PurePosixPath(source.path).parts[:-1]]
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = [*base, *filter(None, [node.module])]
            yield from ((".".join([*base, name.name]), node.lineno) for name in node.names)


def within_addon(module):
    """The parts of a module's name below the addon; None for a module that is not ours."""
    parts = module.removeprefix("odoo.addons.").split(".")
    return parts[1:] if parts[0] == ADDON else None


def strings(source):
    """The text constants of a Python file with their lines, docstrings left out."""
    tree = ast.parse(source.text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield node.value, node.lineno


def said(source):
    """Everything in a file that may name a model, with the line: strings, or XML and CSV text."""
    if source.is_python:
        return strings(source)
    text = re.sub(
        r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), source.text, flags=re.DOTALL
    )
    return ((line, number) for number, line in enumerate(text.splitlines(), 1))


def model_classes(files):
    """(source, model name, abstract or not) of each model that is ours and defined there."""
    for source in files:
        for node in ast.walk(ast.parse(source.text)):
            if not isinstance(node, ast.ClassDef):
                continue
            values = {
                target.id: statement.value
                for statement in node.body
                if isinstance(statement, ast.Assign)
                for target in statement.targets
                if isinstance(target, ast.Name)
            }
            name = getattr(values.get("_name"), "value", None)
            inherited = ast.unparse(values["_inherit"]) if "_inherit" in values else ""
            if name and name.startswith("bpm.") and repr(name) not in inherited:
                bases = [ast.unparse(base) for base in node.bases]
                yield source, name, any(base.endswith("AbstractModel") for base in bases)


def owners(files):
    """{model name: the concept, or serving kind, whose folder defines it}."""
    return {
        name: source.kind if source.kind in SERVANTS else source.concept
        for source, name, _abstract in model_classes(files)
    }


def models_named(text, names):
    """Which of the models a text names: as bpm.x.y, as an external id, or as an SQL table."""
    found = set(re.findall(r"(?<![\w.])(bpm(?:\.[a-z_]+)+)(?![\w.])", text)) & names
    words = {word.removeprefix("model_") for word in re.findall(r"\w+", text)}
    return found | {name for name in names if name.replace(".", "_") in words}


# === CHECKS === #


def check_imports(files):
    """Concepts import only whom they may know, and never what merely serves them."""
    findings = []
    for source in files:
        may = allowed(source)
        for module, line in imported(source) if may else ():
            parts = within_addon(module)
            if not parts or parts[0] in ("engine", ADDON):
                continue
            serving = parts[0] in SERVANTS and source.kind not in SERVANTS
            target = parts[1] if len(parts) > 1 and parts[0] in KINDS else None
            if serving or (target in MAY_KNOW and target not in may):
                who = f"{source.concept} may not know {target or parts[0]}"
                findings.append(f"{source.path}:{line}: {who}: {module}")
    return findings


def check_model_names(files, owner):
    """Concepts name only models of whom they may know. `owner`: what `owners` returned."""
    findings, names = [], set(owner)
    for source in files:
        may = allowed(source)
        if may is None:
            continue
        may = may | ({*SERVANTS} if source.kind in (*SERVANTS, "views", "security") else set())
        for text, line in said(source):
            if "bpm" not in text:
                continue
            for name in sorted(models_named(text, names)):
                if owner[name] not in may:
                    findings.append(
                        f"{source.path}:{line}: {source.concept} may not know {owner[name]}: {name}"
                    )
    return findings


def check_engine(files):
    """The engine is plain Python: facts in, results out.

    A file may end as a small program for use without Odoo: its `main` may read and print.
    """
    findings = []
    for source in files:
        tree = ast.parse(source.text)
        program = [node for node in tree.body if ast.unparse(node).startswith(PROGRAM)]
        for module, line in imported(source):
            parts = within_addon(module)
            if parts and parts[0] == "engine" or (program and module == "sys"):
                continue
            if parts is not None or module.split(".")[0] not in PURE:
                findings.append(f"{source.path}:{line}: the engine may not import {module}")
        reaching = {
            (node.lineno, word)
            for part in tree.body
            if not program or part not in program
            for node in ast.walk(part)
            if (word := reaches_out(node))
        }
        for line, word in sorted(reaching):
            findings.append(f"{source.path}:{line}: the engine may not use {word}")
    return findings


def reaches_out(node):
    """The word by which a piece of code asks the clock or touches the world, if it does.

    A fact may well be called `facts.now`; asking is `datetime.now`, or calling any `x.now()`.
    """
    if isinstance(node, ast.Call) and getattr(node.func, "id", None) in OUTSIDE:
        return f"{node.func.id}()"
    asked = node.func if isinstance(node, ast.Call) else node
    if isinstance(asked, ast.Attribute) and asked.attr in CLOCK:
        if asked is not node or ast.unparse(asked.value).split(".")[-1] in ("date", "datetime"):
            return f"the clock: {ast.unparse(asked)}"
    return None


def check_access_rows(files, tables):
    """Each model of ours has a row in the access file of its concept, given to a group."""
    granted = {}
    for table in tables:
        for row in csv.DictReader(table.text.splitlines()):
            if row["group_id:id"]:
                granted.setdefault(row["model_id:id"].split(".")[-1], set()).add(table.concept)
    findings = []
    for source, name, abstract in model_classes(files):
        rows = granted.get(f"model_{name.replace('.', '_')}", set())
        if not abstract and not rows:
            findings.append(f"{source.path}: no access row for {name}")
        elif not abstract and source.kind == "models" and source.concept not in rows:
            findings.append(f"{source.path}: the access row for {name} lies in another concept")
    return findings


def check_folders(files, test_files):
    """Folders are concepts of the table, and each with code has tests of its own.

    `test_files`: paths inside the folder of tests.
    """
    tested = {PurePosixPath(path).parts[0] for path in test_files if "/test_" in path}
    findings = [
        f"{source.path}: {source.concept} is no concept of the dependency table"
        for source in files
        if source.concept and source.concept not in MAY_KNOW
    ]
    coded = {
        source.concept
        for source in files
        if source.kind == "models" and source.concept and not source.path.endswith("__init__.py")
    }
    return findings + [
        f"models/{name}: tests/{name} has no test" for name in sorted(coded - tested)
    ]


def check_lengths(files):
    """No file too long to be read in one go."""
    return [
        f"{source.path}: {count} lines, at most {LONGEST}: split it by what it does"
        for source in files
        if (count := source.text.count("\n")) > LONGEST
    ]


def check_refusals(files):
    """A refusal with a class of its own is shown in its own words: Odoo's web client knows Odoo's
    classes by their names, and shows any other as a failure."""
    return [
        f"{source.path}: {node.name} inherits {base.id}; inherit Refusal of models/audit/refusal.py"
        for source in files
        if source.is_python and source.path != "models/audit/refusal.py"
        for node in ast.walk(ast.parse(source.text))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in ODOOS_ERRORS
    ]
