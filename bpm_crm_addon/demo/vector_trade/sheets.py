"""Sheets of Odoo's demo products: the products belong to every company, their sheets to one only,
so that nobody of the demo company could open a quotation of them."""

import json

PARAMETER = "bpm_crm_addon.demo_shared_sheets"


def make(world):
    """Sheets of what every company sells are every company's; whose they were is remembered."""
    sheets = world.env["product.document"].sudo().search([("company_id", "!=", False)])
    shared = {}
    for model, of_model in sheets.grouped("res_model").items():
        products = world.env[model].sudo().browse(of_model.mapped("res_id")).exists()
        of_all = set(products.filtered(lambda one: not one.company_id).ids)
        shared |= {one.id: one.company_id.id for one in of_model if one.res_id in of_all}
    sheets.browse(shared).company_id = False
    world.env["ir.config_parameter"].sudo().set_param(PARAMETER, json.dumps(shared))


def undo(env):
    """Give them back to the companies whose they were."""
    parameters, sheets = env["ir.config_parameter"].sudo(), env["product.document"].sudo()
    shared = json.loads(parameters.get_param(PARAMETER) or "{}")
    for sheet, company in shared.items():
        sheets.browse(int(sheet)).exists().company_id = env["res.company"].browse(company).exists()
    parameters.search([("key", "=", PARAMETER)]).unlink()
