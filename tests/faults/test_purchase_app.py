"""Purchase orders under a contract, with Odoo's purchase app really there: S2-22, decision 039.

The roads on which orders grow are those of quotations (tests/contract/test_money.py); here is what
is of purchase orders alone, and that the app may come after the addon and go again.
"""

import json
import os

import pytest

from tests.faults.clean_odoo import CleanOdoo

STORY = """
import json
from odoo.exceptions import UserError
kind = env['bpm.contract.type'].create({
    'name': 'Test purchase', 'direction': 'purchase', 'our_side': 'Buyer', 'their_side': 'Supplier',
    'limit_behaviour': 'block', 'sequence_id': env.ref('bpm_crm_addon.sequence_bpm_contract').id})
firm = env['res.partner'].create({'name': 'Test supplier', 'is_company': True})
contract = env['bpm.contract'].create({
    'type_id': kind.id, 'partner_id': firm.id, 'name': 'Test chairs', 'amount': 250,
    'date_start': '2030-01-01', 'date_end': '2030-12-31'})
env['bpm.approval.route'].search([('model_name', '=', 'bpm.contract')]).action_retire()
env['res.partner'].create({'name': 'Test signatory', 'parent_id': firm.id})
contract.action_sign()
for party in contract.party_ids:
    contract._record_signature(party, 'scan', 'Somebody')
product = env['product.product'].create({'name': 'Test chair', 'supplier_taxes_id': False})
def order(**values):
    return env['purchase.order'].create({
        'partner_id': firm.id, 'bpm_contract_id': contract.id, **values,
        'order_line': [(0, 0, {'product_id': product.id, 'product_qty': 1, 'price_unit': 100,
                               'tax_ids': [(5,)]})]})
def refused(act):
    try:
        with env.cr.savepoint():
            act()
    except UserError as error:
        return type(error).__name__
    return ''
first, second, third = order(), order(), order()
(first | second).button_confirm()
told = {'ordered': contract.ordered, 'count': contract.purchase_count}
told['roads'] = [refused(act) for act in (
    third.button_confirm,
    lambda: order(state='purchase'),
    lambda: first.order_line.write({'product_qty': 2}),
    lambda: first.order_line.copy({'order_id': first.id}))]
told['form'] = 'bpm_contract_id' in third.get_views([(False, 'form')])['views']['form']['arch']
first.order_line.qty_received = 1
first.action_create_invoice()
bill = first.invoice_ids
bill.invoice_date = '2030-02-01'
bill.action_post()
contract.invalidate_recordset()
told['bill'] = bill.bpm_contract_id == contract
told['money'] = [contract.ordered, contract.invoiced]
print('TOLD' + json.dumps(told))
env.cr.commit()
"""
REMOVE = "env.ref('base.module_purchase').button_immediate_uninstall()"
AFTER = """
contract = env['bpm.contract'].search([('name', '=', 'Test chairs')])
print('TOLD' + __import__('json').dumps([contract.ordered, contract.invoiced, contract.purchase_count]))
"""


def told(log):
    [line] = [line for line in log.splitlines() if "TOLD" in line]
    return json.loads(line.partition("TOLD")[2])


@pytest.fixture(scope="module")
def story():
    with CleanOdoo(f"bpm_fault_purchase_{os.getpid()}", layer="addon") as database:
        database.odoo("-i", "purchase")
        yield database, told(database.odoo(script=STORY))


def test_purchase_orders_count_and_stay_within(story):
    _database, found = story
    assert (found["ordered"], found["count"]) == (200, 3)
    assert found["roads"] == ["AboveContract"] * 4
    assert found["form"]


def test_a_bill_belongs_to_the_contract_of_its_orders(story):
    """And what was invoiced is not counted a second time."""
    _database, found = story
    assert found["bill"]
    assert found["money"] == [200, 100]


def test_the_app_may_go_again(story):
    database, _found = story
    assert " ERROR " not in database.odoo(script=REMOVE)
    assert told(database.odoo(script=AFTER)) == [100, 100, 0]
    assert (
        database.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'purchase_order'")
        == []
    )
