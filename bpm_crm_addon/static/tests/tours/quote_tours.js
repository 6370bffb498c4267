import { registry } from "@web/core/registry";

const LINE = (kind) => `.o_bpm_line[data-kind=${kind}]`;
const NO_BUTTON = (name) => `.o_statusbar_buttons:not(:has(button[name=${name}]))`;
const save = { content: "Save", trigger: ".o_form_button_save", run: "click" };

function setCell(name, value) {
    return [
        { content: `Go to ${name}`, trigger: `.o_data_row:first .o_data_cell[name=${name}]`, run: "click" },
        { content: `Type ${name}`, trigger: `.o_data_row:first [name=${name}] input`, run: `edit ${value}` },
        save,
    ];
}

const seesWhoAndWhy = [
    { content: "Who and why, in one line", trigger: `${LINE("needed")}:contains(Test leader):contains(discount)` },
    { content: "Below which value nobody is asked", trigger: ".o_bpm_line_threshold:contains(below 10 %)" },
    { content: "Sending would be refused, so it is not offered", trigger: NO_BUTTON("action_quotation_send") },
    { content: "Nor is confirming", trigger: NO_BUTTON("action_confirm") },
    { content: "The line that caused it is marked", trigger: ".o_data_row:first .o_bpm_line_flag" },
];

registry.category("web_tour.tours").add("bpm_seller_gives_discount", {
    steps: () => [
        { trigger: ".o_data_row .o_data_cell[name=discount]" },
        { content: "No line while no approval is concerned", trigger: ".o_form_sheet_bg:not(:has(.o_bpm_line))" },
        ...setCell("discount", 20),
        ...seesWhoAndWhy,
        { content: "Details", trigger: ".o_bpm_line_toggle", run: "click" },
        { trigger: ".o_bpm_chain:contains(Test leader)" },
        { content: "A word of explanation", trigger: ".o_bpm_line_comment", run: "edit Competitor offers 18 %" },
        { content: "Ask", trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: `${LINE("waiting")}:contains(Waiting for Test leader)` },
        { content: "Approvals, once there is a request", trigger: "button[name=action_bpm_open_request]:contains(0/1)" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_lowers_price", {
    steps: () => [
        ...setCell("price_unit", 80),
        ...seesWhoAndWhy,
        { content: "Ask", trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: LINE("waiting") },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_sets_limit", {
    steps: () => [
        { content: "One click sets the limit", trigger: `${LINE("needed")} button[name=action_bpm_use_threshold]`, run: "click" },
        { content: "Nobody has to be asked", trigger: ".o_form_sheet_bg:not(:has(.o_bpm_line))" },
        { content: "and it can be sent", trigger: "button[name=action_quotation_send].btn-primary" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_confirms", {
    steps: () => [
        { trigger: `${LINE("approved")}:contains(by Test leader)` },
        { trigger: ".ribbon:contains(Approved)" },
        { content: "Confirm", trigger: "button[name=action_confirm]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Sales Order)" },
        { content: "After that the line has done its work", trigger: ".o_form_sheet_bg:not(:has(.o_bpm_line))" },
    ],
});

registry.category("web_tour.tours").add("bpm_leader_returns", {
    steps: () => [
        { content: "Their turn: Approve is the first button", trigger: "button[name=action_bpm_approve].btn-primary" },
        { trigger: "button[name=action_bpm_screen]:contains(Return)", run: "click" },
        { content: "A usual reason is one click", trigger: ".o_bpm_reason:contains(Prepayment)", run: "click" },
        { content: "and can be added to", trigger: ".o_bpm_decision_dialog textarea", run: "edit Prepay 30 % first" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: `${LINE("returned")}:contains(Prepay 30 % first)` },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_asks_again", {
    steps: () => [
        { trigger: `${LINE("returned")}:contains(Test leader):contains(Prepay 30 % first)` },
        ...setCell("discount", 15),
        { content: "Ask again", trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: LINE("waiting") },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_undoes_change", {
    steps: () => [
        { trigger: LINE("approved") },
        ...setCell("discount", 25),
        { content: "Old and new", trigger: `${LINE("changed")}:contains(20 → 25)` },
        { content: "Undo", trigger: "button[name=action_bpm_undo_change]", run: "click" },
        { content: "The approval holds again", trigger: LINE("approved") },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_marks_urgent", {
    steps: () => [
        { content: "How many are left is told", trigger: ".o_bpm_line_urgent:contains(3 left this week) input", run: "check" },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: LINE("waiting") },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_has_no_urgent_left", {
    steps: () => [
        { trigger: ".o_bpm_line_urgent:contains(3 left this week) input", run: "check" },
        { trigger: ".o_bpm_line_comment", run: "edit Please" },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { content: "The refusal, in one sentence, and the words stay", trigger: ".o_notification:contains(3 requests a week)" },
        { trigger: `${LINE("needed")} .o_bpm_line_comment:value(Please)` },
    ],
});
