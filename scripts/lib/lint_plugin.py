"""A pytest plugin: Odoo's own module test_lint, looking at this addon only."""

import pytest
from place import ADDON


@pytest.fixture(autouse=True)
def only_our_addon(monkeypatch):
    from odoo.modules.module import Manifest

    monkeypatch.setattr(
        Manifest, "all_addon_manifests", staticmethod(lambda: [Manifest.for_addon(ADDON)])
    )
