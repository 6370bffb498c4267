"""The ready rules, switched on as a consultant would: two names, the usual limits."""

UNDO_DISCOUNTS = "bpm_crm_addon.demo_company_showed_discounts"
DISCOUNT_GROUP = "sale.group_discount_per_so_line"


def make(world):
    """Discount over 10 %, total over 50 000, other payment terms; Odoo's discount column."""
    shown = world.env.ref(DISCOUNT_GROUP) in world.env.ref("base.group_user").implied_ids
    wizard = world.env["bpm.approval.ready.rule"].create(
        {
            "company_id": world.company.id,
            "money_user_id": world.people["finance"].id,
            "contracts_user_id": world.people["lawyer"].id,
            "show_discounts": False,
        }
    )
    wizard.action_switch_on()
    if not shown:
        wizard._show_discounts()
        world.env["ir.config_parameter"].set_param(UNDO_DISCOUNTS, "1")


def undo(env):
    """Hide Odoo's discount column again when it was these rules that had shown it."""
    if env["ir.config_parameter"].get_param(UNDO_DISCOUNTS):
        env.ref("base.group_user")._remove_group(env.ref(DISCOUNT_GROUP))
        env["ir.config_parameter"].search([("key", "=", UNDO_DISCOUNTS)]).unlink()
