"""Who works with counterparties in the tests of this folder."""

from odoo.tests import new_test_user


def steward_and_seller(env):
    """A data steward, and a seller who keeps counterparties; no rights in Odoo's set-up."""
    inside = "base.group_user"
    return (
        new_test_user(env, "test_steward", f"{inside},bpm_crm_addon.group_bpm_steward"),
        new_test_user(
            env,
            "test_keeper",
            f"{inside},base.group_partner_manager,sales_team.group_sale_salesman",
        ),
    )
