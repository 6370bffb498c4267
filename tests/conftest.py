"""Makes the addon importable as Odoo imports it, and lets no test be skipped quietly."""

import os
from pathlib import Path

import pytest

import odoo.addons

ROOT = Path(__file__).resolve().parents[1]

if str(ROOT) not in odoo.addons.__path__:
    odoo.addons.__path__.append(str(ROOT))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """A skipped test has shown nothing: the run fails, unless BPM_ALLOW_SKIP is set."""
    if exitstatus == 0 and _skipped(session.config) and not os.environ.get("BPM_ALLOW_SKIP"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    skipped = _skipped(config)
    if skipped and not os.environ.get("BPM_ALLOW_SKIP"):
        terminalreporter.section("skipped tests fail this run")
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
            terminalreporter.line(f"{report.nodeid}: {reason}")


def _skipped(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []
