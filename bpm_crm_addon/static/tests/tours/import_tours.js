import { registry } from "@web/core/registry";

const CSV = [
    "Visitors of our stand;;;;",
    "",
    "No.;Company;Contact person;Tel.;E-mail;Mood",
    "1;Tour Mobili;Anna Tour;390612345678;anna@tour.example;fine",
    "2;Tour Mobili;Bruno Tour;+39 06 1234 5679;bruno@tour.example;",
    "3;;Piet Tour;;piet at home;",
    "Total:;3;;;",
].join("\n");

const HOLDS = (heading) => `.o_bpm_import_column[data-heading='${heading}'] .o_bpm_import_target`;

function drop() {
    const files = new DataTransfer();
    files.items.add(new File([CSV], "fair.csv", { type: "text/csv" }));
    const input = document.querySelector(".o_bpm_import input[type=file]");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
}

/** Drag the meaning of one column onto another, as a mouse does. */
function drag(from, to) {
    const row = (heading) => document.querySelector(`.o_bpm_import_column[data-heading='${heading}']`);
    row(from).querySelector(".o_bpm_import_handle").dispatchEvent(new DragEvent("dragstart", { bubbles: true }));
    row(to).dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true }));
}

registry.category("web_tour.tours").add("bpm_import_list", {
    steps: () => [
        { content: "First click: the file", trigger: ".o_bpm_import_choose", run: drop },
        { content: "Columns are understood", trigger: `${HOLDS("Tel.")}:has(option[value=phone]:checked)` },
        { trigger: `${HOLDS("Company")}:has(option[value=company]:checked)` },
        { content: "The page is called by the file", trigger: ".o_breadcrumb:contains(fair.csv)" },
        { content: "one is dragged away, and back", trigger: HOLDS("Mood"), run: () => drag("Tel.", "Mood") },
        { trigger: `${HOLDS("Mood")}:has(option[value=phone]:checked)`, run: () => drag("Mood", "Tel.") },
        { trigger: `${HOLDS("Tel.")}:has(option[value=phone]:checked)` },
        { content: "one is corrected", trigger: HOLDS("Mood"), run: "select note" },
        { content: "Second click", trigger: ".o_bpm_import_look", run: "click" },
        { content: "What would change", trigger: ".o_bpm_import_counts .o_count_created:contains(2)" },
        { trigger: ".o_bpm_import_change[data-outcome=rejected]:contains(Piet Tour):contains(not an e-mail)" },
        { content: "Third click", trigger: ".o_bpm_import_run:contains(Import 2 rows)", run: "click" },
        { content: "What became of it", trigger: ".o_bpm_import_see" },
        { trigger: ".o_bpm_import_rejected:contains(Piet Tour) .o_bpm_import_download" },
        { content: "See the counterparties", trigger: ".o_bpm_import_see", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains(Anna Tour)" },
    ],
});

registry.category("web_tour.tours").add("bpm_import_new_attribute", {
    steps: () => [
        { trigger: ".o_bpm_import_choose", run: drop },
        { trigger: HOLDS("Tel."), run: "select mobile" },
        { content: "Nobody has asked for this yet", trigger: HOLDS("Mood"), run: "select +" },
        { content: "The heading is its name", trigger: ".modal .o_field_widget[name=name] input:value(Mood)" },
        { trigger: ".modal footer button[name=action_done]", run: "click" },
        { content: "The column holds it", trigger: `body:not(:has(.modal)) ${HOLDS("Mood")}:has(option[value='field:x_bpm_mood']:checked)` },
        { content: "and what was chosen before stays", trigger: `${HOLDS("Tel.")}:has(option[value=mobile]:checked)` },
        { trigger: HOLDS("Tel."), run: "select phone" },
        { content: "Given up, nothing is chosen", trigger: HOLDS("No."), run: "select +" },
        { trigger: ".modal footer button[special=cancel]", run: "click" },
        { trigger: `body:not(:has(.modal)) ${HOLDS("No.")}:has(option[value='']:checked)` },
        { trigger: ".o_bpm_import_look", run: "click" },
        { trigger: ".o_bpm_import_run:contains(Import 2 rows)", run: "click" },
        { trigger: ".o_bpm_import_see" },
    ],
});

registry.category("web_tour.tours").add("bpm_import_undo", {
    steps: () => [
        { content: "The door of the contacts", trigger: ".o_cp_action_menus .dropdown-toggle", run: "click" },
        { trigger: ".o_import_menu", run: "click" },
        { content: "is ours; Odoo's own is a link inside", trigger: ".o_bpm_import_plain" },
        { trigger: ".o_bpm_import_open:contains(fair.csv)", run: "click" },
        { trigger: ".o_bpm_import_undo", run: "click" },
        { trigger: ".modal .btn-primary:contains(Undo)", run: "click" },
        { trigger: ".o_bpm_import_undone" },
    ],
});
