import { registry } from "@web/core/registry";

const MENU = (name) => `.o_menu_sections [data-menu-xmlid='bpm_crm_addon.${name}'], .o-dropdown--menu [data-menu-xmlid='bpm_crm_addon.${name}']`;
const FIELD = "x_bpm_delivery_days";

const addsAnAttribute = [
    { content: "New, and only a name and a type", trigger: ".o_list_button_add", run: "click" },
    { trigger: ".modal .o_field_widget[name=name] input", run: "edit Delivery days" },
    { trigger: ".modal .o_field_widget[name=type] input", run: "click" },
    { trigger: ".o_select_menu_item:contains(Whole number)", run: "click" },
    { trigger: ".modal footer button[name=action_done]", run: "click" },
    { content: "The dialog is gone, the attribute is there", trigger: "body:not(:has(.modal)) .o_group_name:contains(General)" },
];

const seesItInTheList = [
    { trigger: MENU("menu_bpm_counterparties"), run: "click" },
    { trigger: MENU("menu_bpm_counterparty_list"), run: "click" },
    { trigger: ".o_data_cell[name=complete_name]:contains(A Tour Firm)" },
    { trigger: ".o_optional_columns_dropdown button", run: "click" },
    { trigger: ".o-dropdown--menu .o-dropdown-item:contains(Delivery days)", run: "click" },
    { content: "A column of its own", trigger: `th[data-name=${FIELD}]` },
    { trigger: ".o_searchview_dropdown_toggler", run: "click" },
    { content: "To group by", trigger: ".o_group_by_menu .o_menu_item:contains(Delivery days)" },
    { trigger: ".o_searchview_dropdown_toggler", run: "click" },
];

const fillsItIn = [
    { trigger: ".o_data_cell[name=complete_name]:contains(A Tour Firm)", run: "click" },
    { trigger: ".o_notebook_headers .nav-link:contains(Details)", run: "click" },
    { trigger: `.o_field_widget[name=${FIELD}] input`, run: "edit 5" },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))" },
];

registry.category("web_tour.tours").add("bpm_steward_adds_attribute", {
    steps: () => [...addsAnAttribute, ...seesItInTheList, ...fillsItIn],
});
