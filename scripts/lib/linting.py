"""The linters, their settings, and which findings are ours to mend."""

import os
from pathlib import Path

import odoo_source
import server
from place import ADDON, ROOT

ODOO_CHECKS = (
    "used-before-assignment,undefined-variable,eval-used,unreachable,function-redefined,"
    "sql-injection,missing-gettext,gettext-variable,gettext-placeholders,gettext-repr,"
    "raise-unlink-override"
)
ODOO_PLUGINS = (
    "_pylint_path_setup,pylint.extensions.bad_builtin,_odoo_checker_sql_injection,"
    "_odoo_checker_gettext,_odoo_checker_unlink_override"
)
# Odoo's linters that look at every module there is, or need programs of Odoo's own CI.
NOT_OURS = "TestPylintChecks test_pylint TestGetTextLint TestSqlLint TestI18nChecks eslint Eslint"
AUTHOR = "BPM CRM Addon Authors"


def sources(tally):
    """What needs no database."""
    for check in SOURCES:
        check(tally)


def ruff(tally):
    python = str(server.prepare())
    tally.check("ruff", [python, "-m", "ruff", "check", "--quiet", "."])
    tally.check("ruff format", [python, "-m", "ruff", "format", "--check", "--quiet", "."])


def pylint_odoo(tally):
    tally.check(
        "pylint-odoo",
        [
            *pylint(),
            "--load-plugins=pylint_odoo",
            "--disable=all",
            "--enable=odoolint",
            # README.md is at the top of the repository; a model is spread over files on purpose;
            # init() returns nothing; the other linter's names stand in comments, too.
            "--disable=missing-readme,consider-merging-classes-inherited,missing-return,"
            "unknown-option-value",
            "--valid-odoo-versions=19.0",
            f"--manifest-required-authors={AUTHOR}",
            ADDON,
        ],
    )


def odoo_checkers(tally):
    tests = test_lint()
    tally.check(
        "pylint with Odoo's checkers",
        [
            *pylint(),
            "--disable=all,useless-option-value,unknown-option-value",
            f"--enable={ODOO_CHECKS}",
            f"--load-plugins={ODOO_PLUGINS}",
            "--bad-functions=input",
            ADDON,
        ],
        path(tests, ADDONS_PATH=f"{tests.parents[1]},{ROOT}"),
    )


SOURCES = (odoo_checkers, pylint_odoo, ruff)


def pylint():
    python = str(server.prepare())
    return [python, "-m", "pylint", "--rcfile=/dev/null", "--score=n", "--reports=n"]


def registry(tally, database):
    """Odoo's test_lint over the addon installed in a database."""
    chosen = " and ".join(f"not {name}" for name in NOT_OURS.split())
    arguments = ["-p", "lint_plugin", f"--odoo-database={database}", "-c", os.devnull]
    tests = test_lint()
    tally.pytest(
        "Odoo's test_lint",
        [*arguments, f"--rootdir={tests}", str(tests), "-k", chosen],
        path(Path(__file__).resolve().parent),
    )


def test_lint():
    folders = odoo_source.addons_folders(odoo_source.python_folder())
    found = [folder / "test_lint" / "tests" for folder in folders]
    return next(folder for folder in found if folder.is_dir())


def path(folder, **more):
    environment = {**server.environment(), **more}
    rest = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = f"{folder}{os.pathsep + rest if rest else ''}"
    return environment
