import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

export const FIRST_APPROVAL = "bpm_first_approval";

/**
 * The guided first approval: eight steps on a quotation of one's own, which end with the request
 * withdrawn. Steps for "auto" only stand in for a person's choice from a list when it is tested.
 */
registry.category("web_tour.tours").add(FIRST_APPROVAL, {
    url: "/odoo/sales/new",
    steps: () => [
        {
            trigger: ".o_field_res_partner_many2one[name='partner_id'] input",
            content: _t("1 of 8: choose a customer."),
            tooltipPosition: "right",
            run: "edit Test customer",
        },
        { isActive: ["auto"], trigger: ".ui-menu-item > a:contains('Test customer')", run: "click" },
        {
            trigger: ".o_field_x2many_list_row_add > a",
            content: _t("2 of 8: add a line."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name='product_id'] input, .o_field_widget[name='product_template_id'] input",
            content: _t("3 of 8: choose a product that has a price."),
            tooltipPosition: "bottom",
            run: "edit Test desk",
        },
        { isActive: ["auto"], trigger: ".ui-menu-item > a:contains('Test desk')", run: "click" },
        { isActive: ["auto"], trigger: ".o_field_widget[name='price_unit'] input:value(100)" },
        {
            trigger: ".o_field_widget[name='price_unit'] input",
            content: _t("4 of 8: lower the price by half. That is a discount, whichever way it is given."),
            tooltipPosition: "bottom",
            run: "edit 50",
        },
        {
            trigger: ".o_form_button_save",
            content: _t("5 of 8: save. The quotation says at once who has to agree."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_bpm_line_toggle",
            content: _t("6 of 8: look who is asked, and why."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: "button[name='action_bpm_request_approval']",
            content: _t("7 of 8: ask. The approver can answer from a phone."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: "button[name='action_bpm_screen']:contains('" + _t("Withdraw") + "')",
            content: _t("8 of 8: it waits, and the line says for whom. This was a try: take it back."),
            tooltipPosition: "bottom",
            run: "click",
        },
        { isActive: ["auto"], trigger: "button[name='action_bpm_request_approval']" },
    ],
});
