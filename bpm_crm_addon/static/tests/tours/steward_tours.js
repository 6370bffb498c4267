import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const MENU = (name) => `.o_menu_sections [data-menu-xmlid='bpm_crm_addon.${name}'], .o-dropdown--menu [data-menu-xmlid='bpm_crm_addon.${name}']`;
// The gear changes into Actions once a row is marked.
const MARK = (name) => [
    { trigger: `.o_data_row:contains(${name}) .o_list_record_selector input`, run: "click" },
    { trigger: ".o_control_panel .o_selection_box:contains(1)" },
];
const ROW = (name) => `.o_data_row:contains(${name})`;
const ACTION = (name) => [
    { trigger: ".o_control_panel .o_cp_action_menus .dropdown-toggle", run: "click" },
    { trigger: `.o-dropdown--menu .o_menu_item:contains(${name})`, run: "click" },
];

function drop(text) {
    const files = new DataTransfer();
    files.items.add(new File([text], "corrected.csv", { type: "text/csv" }));
    const input = document.querySelector(".o_bpm_import input[type=file]");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
}

tours.add("bpm_steward_watches_quality", {
    steps: () => [
        { trigger: MENU("menu_bpm_reports"), run: "click" },
        { trigger: MENU("menu_bpm_partner_quality"), run: "click" },
        { content: "All of them, and each role", trigger: `${ROW("All counterparties")}` },
        { content: "One of two is complete", trigger: `${ROW("Journey role")} [name=complete_share]:contains(50)` },
        { content: "The figure opens its cards", trigger: `${ROW("Journey role")} button[name=action_incomplete]`, run: "click" },
        { trigger: ".o_breadcrumb:contains(not complete)" },
        { trigger: `.o_list_view:not(:has(.o_data_row:contains(Journey Whole))) ${ROW("Journey Firm")}` },
        // Out to a spreadsheet
        ...MARK("Journey Firm"),
        ...ACTION("Export"),
        { content: "with attributes", trigger: ".o_export_data_dialog, .modal:contains(Export Data)" },
        { trigger: ".modal .o_form_button_cancel, .modal button:contains(Close)", run: "click" },
        { content: "and back", trigger: `body:not(:has(.modal)) ${MENU("menu_bpm_counterparties")}`, run: "click" },
        { trigger: MENU("menu_bpm_partner_import"), run: "click" },
        { trigger: ".o_bpm_import_choose", run: () => drop("Company;Tax ID;Town\nJourney Firm;7707083893;Odesa\n") },
        { trigger: ".o_bpm_import_column[data-heading=Town] .o_bpm_import_mode", run: "select overwrite" },
        { trigger: ".o_bpm_import_look", run: "click" },
        { content: "What would change, old and new", trigger: ".o_bpm_import_change:contains(City) del:contains(Kyiv)" },
        { trigger: ".o_bpm_import_change ins:contains(Odesa)" },
        { trigger: ".o_bpm_import_run", run: "click" },
        { trigger: ".o_bpm_import_counts .o_count_updated:contains(1)" },
    ],
});

tours.add("bpm_steward_links_a_branch_and_checks_old_ones", {
    steps: () => [
        { content: "Two with one tax number", trigger: ".o_bpm_queue_item:contains(Journey Branch)" },
        { content: "B: it is a branch, both stay", trigger: "body", run: "press b" },
        { content: "Nothing is at stake: those checked longest ago", trigger: ".o_bpm_queue_idle", run: "click" },
        { trigger: ".o_bpm_queue_item[data-kind=stale]:contains(Journey Firm)" },
        { content: "All that is known stands there; A verifies", trigger: "body", run: "press a" },
        { trigger: ".o_bpm_queue_empty" },
    ],
});

tours.add("bpm_steward_forgets_a_person", {
    steps: () => [
        { trigger: ".o_form_view .o_last_breadcrumb_item:contains(Journey Person)" },
        ...ACTION("What is held, erase…"),
        { content: "One report", trigger: ".modal .o_field_widget[name=line_ids] .o_data_row" },
        { trigger: ".modal button[name=action_print]" },
        { trigger: ".modal .o_field_widget[name=reason] input, .modal .o_field_widget[name=reason] textarea", run: "edit By letter of 3 March" },
        { content: "One action", trigger: ".modal button[name=action_erase]", run: "click" },
        { trigger: ".modal:contains(cannot be brought back) .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

tours.add("bpm_steward_mends_refused_rows", {
    steps: () => [
        { content: "What somebody's list lost", trigger: ".o_bpm_desk_card[data-name=rejects]:contains(fair.csv):contains(1 of 2 rows)" },
        { trigger: ".o_bpm_desk_card[data-name=rejects] a:contains(fair.csv), .o_bpm_desk_card[data-name=rejects] button:contains(fair.csv)", run: "click" },
        { trigger: ".o_bpm_import_rejected:contains(Piet Journey) .o_bpm_import_download" },
        { trigger: ".o_bpm_import_settle", run: "click" },
        { trigger: ".o_bpm_import_rejected:contains(dealt with)" },
    ],
});

tours.add("bpm_seller_passes_a_client", {
    steps: () => [
        ...MARK("Journey Client"),
        ...ACTION("Hand over to a colleague…"),
        { content: "From me, this client only", trigger: ".o_field_widget[name=partner_ids]:contains(Journey Client)" },
        { trigger: ".o_field_widget[name=quote_count]:contains(1)" },
        { trigger: ".o_field_widget[name=to_ids] input", run: "edit Journey Heir" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Journey Heir)", run: "click" },
        { trigger: "button[name=action_hand_over]", run: "click" },
        { content: "What the colleague gets", trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Journey Client)" },
    ],
});
