"""The dependency table of the design, enforced on the sources.

"Every concept may know engine; engine knows nobody. tests/test_architecture.py enforces the
table from imports and from model names." Each check is first shown to fail on a small wrong
source, so that a check that has gone blind is noticed.
"""

import pytest

from tests import architecture
from tests.architecture import Source

PYTHON = (
    "engine/**/*.py",
    "models/**/*.py",
    "wizard/**/*.py",
    "report/**/*.py",
    "controllers/**/*.py",
)
TEXTS = (
    "views/**/*.xml",
    "data/**/*.xml",
    "security/**/*.xml",
    "security/**/*.csv",
    "report/**/*.xml",
    "static/src/**/*.xml",
)
JOURNAL = Source(
    "models/audit/journal.py", "class Journal(models.Model):\n    _name = 'bpm.journal'\n"
)
ROUTE = Source(
    "models/approval/approval_route.py",
    "class Route(models.Model):\n    _name = 'bpm.approval.route'\n",
)
REFUSE = Source(
    "wizard/approval/refuse.py",
    "class Refuse(models.TransientModel):\n    _name = 'bpm.approval.refuse'\n",
)


@pytest.fixture(scope="session", autouse=True)
def load_registry():
    """No database here."""


def one(findings):
    """The only finding; a blind check returns none, a noisy one several."""
    assert len(findings) == 1, findings
    return findings[0]


# === THE ADDON === #


def test_concepts_import_only_whom_they_may_know():
    assert architecture.check_imports(architecture.sources(*PYTHON)) == []


def test_concepts_name_only_models_of_whom_they_may_know():
    files = architecture.sources(*PYTHON, *TEXTS)
    owner = architecture.owners([source for source in files if source.is_python])
    assert owner, "no model found: the check would be blind"
    assert architecture.check_model_names(files, owner) == []


def test_the_engine_is_plain_python():
    files = architecture.sources("engine/**/*.py")
    assert any(source.text.strip() for source in files), "no engine found"
    assert architecture.check_engine(files) == []


def test_every_model_has_access_rules():
    """Issue 2, point 2: "every model has access rules"."""
    files = architecture.sources("models/**/*.py", "wizard/**/*.py", "report/**/*.py")
    tables = architecture.sources("security/**/ir.model.access.csv")
    assert architecture.check_access_rows(files, tables) == []


def test_every_concept_has_a_folder_of_tests():
    """Kind folders hold one sub-package per concept, and tests/<concept> mirrors models/."""
    tests = architecture.ROOT / "tests"
    paths = [str(path.relative_to(tests)) for path in tests.glob("*/*.py")]
    assert architecture.check_folders(architecture.sources(*PYTHON, *TEXTS), paths) == []


def test_files_can_be_read_in_one_go():
    files = architecture.sources("engine/**/*.py", "models/**/*.py")
    assert architecture.check_lengths(files) == []


# === THE CHECKS THEMSELVES === #


@pytest.mark.parametrize(
    "line",
    [
        "from ..approval import approval_route",
        "from .. import approval",
        "from ..approval.approval_route import ApprovalRoute",
        "from odoo.addons.bpm_crm_addon.models.approval import approval_route",
        "import odoo.addons.bpm_crm_addon.models.approval.approval_route",
        "from ...wizard import refuse",
        "def later():\n    from ..approval import approval_route",
    ],
)
def test_a_forbidden_import_is_found(line):
    source = Source("models/audit/journal.py", line)
    assert "audit may not know" in one(architecture.check_imports([source]))


@pytest.mark.parametrize(
    "line",
    [
        "from ..audit import journal",
        "from ...engine import approval_route",
        "from ...engine.approval_route import open_slots",
        "from . import approval_step",
        "from odoo import models",
        "from odoo.addons.sale.models import sale_order",
    ],
)
def test_an_allowed_import_is_left_alone(line):
    assert architecture.check_imports([Source("models/approval/approval_route.py", line)]) == []


@pytest.mark.parametrize(
    "line",
    [
        "self.env['bpm.approval.route'].search([])",
        "_inherit = 'bpm.approval.route'",
        "_inherit = ['mail.thread', 'bpm.approval.route']",
        "route_id = fields.Many2one('bpm.approval.route')",
        "self.env.cr.execute('SELECT id FROM bpm_approval_route WHERE active')",
        "self.env.ref('bpm_crm_addon.model_bpm_approval_route')",
        "ROUTES = {'model': f'{1} bpm.approval.route'}",
    ],
)
def test_a_model_that_may_not_be_known_is_found(line):
    owner = architecture.owners([JOURNAL, ROUTE])
    source = Source("models/audit/journal.py", line)
    found = one(architecture.check_model_names([source], owner))
    assert found.endswith("audit may not know approval: bpm.approval.route")


@pytest.mark.parametrize(
    "line",
    [
        "self.env['bpm.journal'].search([])",
        "self.env['sale.order'].search([])",
        "'''bpm.desk.page is told about elsewhere.'''",
        "state = fields.Char(related='bpm_approval_route_id.state')",
    ],
)
def test_a_model_that_may_be_known_is_left_alone(line):
    owner = {**architecture.owners([JOURNAL, ROUTE]), "bpm.desk.page": "desk"}
    source = Source("models/approval/approval_route.py", line)
    assert architecture.check_model_names([source], owner) == []


def test_views_and_rights_obey_the_same_table():
    owner = architecture.owners([JOURNAL, ROUTE])
    view = Source("views/audit/x.xml", '<field name="model">bpm.approval.route</field>')
    row = Source("security/audit/ir.model.access.csv", "a,b,model_bpm_approval_route,g,1,0,0,0")
    comment = Source("views/audit/x.xml", "<!-- bpm.approval.route\n is elsewhere -->")
    assert "views/audit/x.xml:1" in one(architecture.check_model_names([view], owner))
    assert "may not know approval" in one(architecture.check_model_names([row], owner))
    assert architecture.check_model_names([comment], owner) == []


def test_nobody_knows_a_dialog():
    """report, wizard and controllers serve concepts; nobody knows them."""
    owner = architecture.owners([REFUSE])
    model = Source("models/approval/approval_route.py", "X = 'bpm.approval.refuse'")
    view = Source("views/approval/x.xml", '<field name="res_model">bpm.approval.refuse</field>')
    assert "may not know wizard" in one(architecture.check_model_names([model], owner))
    assert architecture.check_model_names([view], owner) == []


def test_an_extension_does_not_own_the_model():
    extension = Source(
        "models/desk/journal.py",
        "class Journal(models.Model):\n    _name = 'bpm.journal'\n"
        "    _inherit = ['mail.thread', 'bpm.journal']\n",
    )
    assert architecture.owners([extension, JOURNAL]) == {"bpm.journal": "audit"}


@pytest.mark.parametrize(
    "text",
    [
        "import odoo",
        "from odoo.tools import SQL",
        "import psycopg2",
        "import requests",
        "from urllib.request import urlopen",
        "import time",
        "import random",
        "from ..models import audit",
        "from odoo.addons.bpm_crm_addon.models import audit",
        "from datetime import datetime\nX = datetime.now()",
        "import datetime\nX = datetime.date.today()",
        "from datetime import datetime\ntell = datetime.utcnow",
        "X = open('facts')",
        "X = eval('1 + 1')",
    ],
)
def test_what_the_engine_may_not_touch_is_found(text):
    assert "engine/x.py" in one(architecture.check_engine([Source("engine/x.py", text)]))


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date, timedelta\nX = date(2026, 1, 1) + timedelta(days=1)",
        "from .canonical import canonical_text",
        "from . import canonical",
        "from odoo.addons.bpm_crm_addon.engine import canonical",
        "import hashlib, json",
        "X = facts.now + facts.today",
    ],
)
def test_plain_python_is_left_alone(text):
    assert architecture.check_engine([Source("engine/x.py", text)]) == []


def test_only_the_program_at_the_end_of_an_engine_file_may_read():
    program = (
        "import sys\ndef main(path):\n    print(open(path))\n"
        "if __name__ == '__main__':\n    main(sys.argv[1])"
    )
    helper = "\ndef tell():\n    print('now')"
    assert architecture.check_engine([Source("engine/x.py", program)]) == []
    found = one(architecture.check_engine([Source("engine/x.py", program + helper)]))
    assert "engine/x.py:7: the engine may not use print()" in found


HEAD = "id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink\n"


@pytest.mark.parametrize(
    ("path", "row", "finding"),
    [
        ("security/audit/ir.model.access.csv", "", "no access row for bpm.journal"),
        ("security/audit/ir.model.access.csv", "a,a,model_bpm_journal,,1,0,0,0", "no access row"),
        (
            "security/approval/ir.model.access.csv",
            "a,a,model_bpm_journal,g,1,0,0,0",
            "lies in another",
        ),
    ],
)
def test_a_model_without_its_access_row_is_found(path, row, finding):
    table = Source(path, HEAD + row)
    assert finding in one(architecture.check_access_rows([JOURNAL], [table]))


def test_an_access_row_is_enough_and_an_abstract_model_needs_none():
    table = Source("security/audit/ir.model.access.csv", HEAD + "a,a,model_bpm_journal,g,1,0,0,0")
    mixin = Source("models/audit/m.py", "class M(models.AbstractModel):\n    _name = 'bpm.m'\n")
    assert architecture.check_access_rows([JOURNAL, mixin], [table]) == []


def test_a_folder_without_tests_or_outside_the_table_is_found():
    assert "tests/audit has no test" in one(
        architecture.check_folders([JOURNAL], ["approval/test_x.py"])
    )
    assert architecture.check_folders([JOURNAL], ["audit/test_journal.py"]) == []
    stray = Source("views/sundry/x.xml", "")
    assert "no concept" in one(architecture.check_folders([stray], []))


def test_a_long_file_is_found():
    long = Source("models/audit/journal.py", "x = 1\n" * (architecture.LONGEST + 1))
    assert "split it" in one(architecture.check_lengths([long]))


def test_a_refusal_that_people_would_not_read_is_found():
    wrong = Source("models/audit/journal.py", "class Refused(UserError):\n    pass\n")
    assert "inherit Refusal" in one(architecture.check_refusals([wrong]))
    assert architecture.check_refusals(architecture.sources(*PYTHON)) == []
