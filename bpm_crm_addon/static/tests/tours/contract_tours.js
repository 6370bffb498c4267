import { registry } from "@web/core/registry";

const FIELD = (name) => `.o_field_widget[name=${name}] input`;
const CHOICE = (text) => `.o-autocomplete--dropdown-item:contains(${text})`;
const NOW = (state) => `.o_statusbar_status .o_arrow_button_current:contains(${state})`;
const ADD = [
    { content: "Who has signed is asked one by one", trigger: "button[name=action_open_signature]", run: "click" },
    { trigger: ".modal button[name=action_record]", run: "click" },
];

registry.category("web_tour.tours").add("bpm_contract_from_kind_to_signed", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { content: "A kind and a counterparty are enough", trigger: FIELD("type_id"), run: "edit Tour supply" },
        { trigger: CHOICE("Tour supply"), run: "click" },
        { trigger: FIELD("partner_id"), run: "edit Test customer" },
        { trigger: CHOICE("Test customer"), run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "Nobody has to be asked here", trigger: "button[name=action_sign]", run: "click" },
        { trigger: NOW("Signing") },
        ...ADD,
        { content: "One side is not enough", trigger: `${NOW("Signing")}` },
        { trigger: "body:not(:has(.modal))" },
        ...ADD,
        { trigger: NOW("Active") },
        { content: "From now on by an amendment", trigger: "button[name=action_amend]", run: "click" },
        { trigger: ".o_field_widget[name=parent_id]" },
        { trigger: NOW("Draft") },
    ],
});

registry.category("web_tour.tours").add("bpm_contract_text_and_approval", {
    steps: () => [
        { content: "Who will be asked", trigger: ".o_bpm_line:contains(Test lawyer)" },
        { content: "The text by the kind's template", trigger: "button[name=action_generate_document]", run: "click" },
        { content: "It has its number now", trigger: ".o_field_widget[name=document_ids] .o_data_row" },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: NOW("In Approval") },
        { content: "Locked, and it says with whom it is", trigger: ".o_bpm_line:contains(Test lawyer)" },
    ],
});

const COG = { trigger: ".o_cp_action_menus .dropdown-toggle, .o_cp_action_menus button", run: "click" };
const TAB = (text) => ({ content: text, trigger: `.o_notebook .nav-link:contains(${text})`, run: "click" });

registry.category("web_tour.tours").add("bpm_seller_turns_quote_into_contract", {
    steps: () => [
        { content: "First click", ...COG },
        { content: "Second click", trigger: ".o-dropdown-item:contains(Make Contract)", run: "click" },
        { content: "The counterparty", trigger: `${FIELD("partner_id")}:value(Test customer)` },
        { content: "The sum", trigger: `${FIELD("amount")}:value(100)` },
        { content: "Two papers are missing, and the card says so", trigger: ".oe_stat_button[name=action_bpm_papers]:contains(0/2)" },
        TAB("Parties"),
        { content: "Both sides", trigger: ".o_field_widget[name=party_ids] .o_data_row:contains(Test customer)" },
        TAB("Document"),
        { content: "The text", trigger: "button[name=action_generate_document]", run: "click" },
        { trigger: ".o_field_widget[name=document_ids] .o_data_row" },
        { content: "Who will be asked", trigger: ".o_bpm_line:contains(Test lawyer)" },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { content: "At whom, until when", trigger: ".o_bpm_line[data-kind=waiting]:contains(Test lawyer)" },
        { content: "A nudge is one click", trigger: "button[name=action_bpm_screen]:contains(Remind)" },
        { content: "What is missing, and who brings it", trigger: ".oe_stat_button[name=action_bpm_papers]", run: "click" },
        { trigger: ".o_data_row:contains(Test charter):contains(Missing):contains(We)" },
        { trigger: ".o_data_row:contains(Test power):contains(Missing):contains(They)" },
    ],
});

registry.category("web_tour.tours").add("bpm_lawyer_reads_contract", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row .o_bpm_open", run: "click" },
        { content: "The card", trigger: ".o_bpm_page_facts:contains(Test customer)" },
        { content: "What was changed in the text", trigger: ".o_bpm_page_facts:contains(changed by hand):contains(No penalties)" },
        { content: "How they pay", trigger: ".o_bpm_page_facts:contains(Overdue)" },
        { content: "The text itself, without a download", trigger: ".o_bpm_page_paper iframe" },
        { content: "A remark on a clause", trigger: "button[name=action_contract_remark]", run: "click" },
        { trigger: ".modal [name=clause] input", run: "edit 5.2" },
        { trigger: ".modal [name=text] textarea", run: "edit Penalties stay" },
        { trigger: ".modal button[name=action_add]", run: "click" },
        { content: "It is with its version", trigger: ".o_bpm_page_facts:contains(Clause 5.2, version 2):contains(Penalties stay)" },
        { content: "Back to the author, with a reason", trigger: "button[name=action_bpm_screen]:contains(Return)", run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit See clause 5.2" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_page:contains(Returned)" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_mends_contract", {
    steps: () => [
        { content: "Why it came back", trigger: ".o_bpm_line[data-kind=returned]:contains(See clause 5.2)" },
        { content: "and where", trigger: ".o_field_widget[name=remark_ids] .o_data_row:contains(5.2):contains(Penalties stay)" },
        { content: "Dealt with", trigger: ".o_field_widget[name=remark_ids] .o_data_row [name=done] input", run: "click" },
        { trigger: ".o_field_widget[name=remark_ids] .o_data_row [name=done] input:checked" },
        { content: "The text as the template makes it", trigger: "button[name=action_generate_document]", run: "click" },
        { content: "What is different now", trigger: "button[name=action_compare_text]", run: "click" },
        { trigger: ".modal .o_bpm_compare:contains(No penalties)" },
        { trigger: ".modal .btn-primary:contains(Close)", run: "click" },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: ".o_bpm_line[data-kind=waiting]" },
    ],
});

registry.category("web_tour.tours").add("bpm_lawyer_agrees_with_remarks", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row .o_bpm_open", run: "click" },
        { content: "What changed since", trigger: ".o_bpm_page_differences" },
        { content: "The remark was dealt with", trigger: ".o_bpm_page_facts:contains(dealt with)" },
        { trigger: "button[name=action_bpm_screen]:contains(Approve with Remarks)", run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit Send the annex, too" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_page:contains(Approved):contains(Send the annex, too)" },
        { content: "The sheet is one click", trigger: "button[name=action_bpm_sheet]" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_sends_contract", {
    steps: () => [
        { content: "Nothing was changed since", trigger: ".o_bpm_line[data-kind=approved]:contains(Test lawyer)" },
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: NOW("Signing") },
        { content: "The client's page", trigger: "button[name=action_open_signature]", run: "click" },
        { trigger: `.modal ${FIELD("party_id")}`, run: "edit Test customer" },
        { trigger: CHOICE("Test customer"), run: "click" },
        { content: "One click copies its address", trigger: ".modal .o_field_widget[name=link] .o_clipboard_button" },
        { trigger: ".modal .btn-secondary:contains(Cancel)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("bpm_signed_contracts_from_a_folder", {
    steps: () => [
        { trigger: ".o_list_buttons button:contains(Upload Signed Contracts), button:contains(Upload Signed Contracts)", run: "click" },
        {
            content: "All files at once",
            trigger: ".modal .o_bpm_files_drop",
            run: ({ anchor }) => {
                const dropped = new DataTransfer();
                for (const name of ["first.txt", "second.txt"]) {
                    dropped.items.add(new File([`Supply contract with "Test customer", ${name}`], name));
                }
                anchor.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
            },
        },
        { trigger: ".modal .o_attachment:contains(second.txt)" },
        { trigger: ".modal button[name=action_upload]", run: "click" },
        { content: "A card of each", trigger: ".o_data_row:contains(first)" },
        { trigger: ".o_data_row:contains(second) .o_data_cell", run: "click" },
        { content: "Looked at", trigger: "button[name=action_checked]", run: "click" },
        { trigger: NOW("Active") },
    ],
});

registry.category("web_tour.tours").add("bpm_lawyer_looks_back", {
    steps: () => [
        { content: "What I decided on", trigger: ".o_data_row:contains(Test customer)" },
        { content: "of this quarter", trigger: ".o_searchview_dropdown_toggler", run: "click" },
        { trigger: ".o_filter_menu .o_accordion_toggle:contains(Asked on)", run: "click" },
        { trigger: ".o_filter_menu .dropdown-item:contains(Q)", run: "click" },
        { trigger: ".o_facet_value:contains(Q)" },
        { trigger: ".o_data_row:contains(Test customer) .o_data_cell", run: "click" },
        { content: "The sheet, in one click", trigger: "button[name=action_bpm_sheet]" },
        { trigger: ".o_bpm_page_facts:contains(Clause 5.2, version 2)" },
    ],
});

registry.category("web_tour.tours").add("bpm_contract_without_a_side", {
    steps: () => [
        { trigger: "button[name=action_sign]", run: "click" },
        { content: "What is wrong, and what to do", trigger: ".modal:contains(nobody on the other side):contains(Choose the counterparty)" },
        { trigger: ".modal .btn-primary:contains(Close)", run: "click" },
        { trigger: NOW("Draft") },
    ],
});
