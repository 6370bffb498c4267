"""The examples in the engine's docstrings are its specification: each is run."""

import doctest
import importlib
from pathlib import Path

import pytest

PACKAGE = "odoo.addons.bpm_crm_addon.engine"
FOLDER = Path(__file__).resolve().parents[2] / "bpm_crm_addon" / "engine"


def modules():
    for path in sorted(FOLDER.rglob("*.py")):
        inside = path.relative_to(FOLDER).with_suffix("").parts
        yield ".".join(part for part in (PACKAGE, *inside) if part != "__init__")


@pytest.mark.parametrize("name", modules())
def test_the_examples_hold(name):
    outcome = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert not outcome.failed
