import { registry } from "@web/core/registry";

const ROW = (partner) => `.o_bpm_inbox_row[data-name]:contains(${partner})`;
const CURRENT = (partner) => `.o_bpm_inbox_row.o_current:contains(${partner})`;

registry.category("web_tour.tours").add("bpm_leader_approves_by_phone", {
    steps: () => [
        { content: "First tap: the number in the top bar", trigger: ".o_bpm_systray:contains(1)", run: "click" },
        { content: "Amount, client, why and the words are there", trigger: `${ROW("Test customer")}:contains(Competitor offers 18 %):contains(discount)` },
        { content: "Second tap", trigger: ".o_bpm_inbox_row .o_bpm_approve", run: "click" },
        { content: "Done, and it can be taken back", trigger: ".o_notification:contains(Approved):contains(Take Back)" },
        { content: "Nothing else waits", trigger: ".o_bpm_inbox_empty:contains(Nothing waits for you)" },
        { content: "The number is gone", trigger: ".o_bpm_systray:not(:has(.badge))" },
    ],
});

registry.category("web_tour.tours").add("bpm_leader_takes_back", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row .o_bpm_approve", run: "click" },
        { trigger: ".o_notification button:contains(Take Back)", run: "click" },
        { content: "It waits again", trigger: `${ROW("Test customer")} .o_bpm_approve` },
    ],
});

registry.category("web_tour.tours").add("bpm_inbox_keyboard", {
    steps: () => [
        { content: "The most urgent is open", trigger: CURRENT("First") },
        { content: "J: down", trigger: "body", run: "press j" },
        { trigger: CURRENT("Second") },
        { content: "K: up", trigger: "body", run: "press k" },
        { trigger: CURRENT("First") },
        { content: "A: approve", trigger: "body", run: "press a" },
        { content: "The row leaves, the next takes its place", trigger: CURRENT("Second") },
        { trigger: ".o_bpm_inbox_rows:not(:contains(First))" },
        { content: "R: return; the words are where the cursor is", trigger: "body", run: "press r" },
        { trigger: ".o_bpm_decision_dialog textarea:focus", run: "edit Too cheap" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: CURRENT("Third") },
        { content: "X: reject", trigger: "body", run: "press x" },
        { trigger: ".o_bpm_decision_dialog textarea:focus", run: "edit We do not do this" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: CURRENT("Fourth") },
        { content: "Enter: open", trigger: "body", run: "press Enter" },
        { trigger: ".o_bpm_page:contains(Fourth)" },
    ],
});

registry.category("web_tour.tours").add("bpm_inbox_bulk", {
    steps: () => [
        { trigger: `${ROW("First")} input[type=checkbox]`, run: "check" },
        { trigger: `${ROW("Third")} input[type=checkbox]`, run: "check" },
        { trigger: ".o_bpm_approve_selected:contains(2)", run: "click" },
        { trigger: ".o_notification:contains(Approved)" },
        { trigger: ".o_bpm_inbox_rows:not(:contains(First)):not(:contains(Third)):contains(Second)" },
    ],
});

registry.category("web_tour.tours").add("bpm_inbox_keys_mean_the_ticked", {
    steps: () => [
        { content: "The first is current", trigger: CURRENT("First") },
        { content: "The second is ticked only", trigger: `${ROW("Second")} input[type=checkbox]`, run: "check" },
        { trigger: ".o_bpm_inbox_keys:contains(For the selected (1))" },
        { content: "A: the ticked one", trigger: "body", run: "press a" },
        { trigger: ".o_bpm_inbox_rows:not(:contains(Second)):contains(First)" },
        { content: "S ticks the current, J and S the next", trigger: "body", run: "press s" },
        { trigger: `${CURRENT("First")} input:checked` },
        { trigger: "body", run: "press j" },
        { trigger: CURRENT("Third") },
        { trigger: "body", run: "press s" },
        { trigger: ".o_bpm_approve_selected:contains(2)" },
        { content: "J: what is ticked is not the current one", trigger: "body", run: "press j" },
        { trigger: CURRENT("Fourth") },
        { content: "M: both, with one remark", trigger: "body", run: "press m" },
        { trigger: ".o_bpm_decision_dialog textarea:focus", run: "edit Send the terms" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_inbox_rows:not(:contains(First)):not(:contains(Third)):contains(Fourth)" },
        { content: "T: what was decided last is taken back", trigger: "body", run: "press t" },
        { trigger: ".o_bpm_inbox_rows:contains(First):contains(Third):contains(Fourth)" },
    ],
});

registry.category("web_tour.tours").add("bpm_inbox_returns_all", {
    steps: () => [
        { content: "A folded row says why", trigger: `${ROW("Third")} .o_bpm_inbox_folded:contains(real discount 20 %)` },
        { trigger: ".o_bpm_select_all input", run: "click" },
        { trigger: ".o_bpm_approve_selected:contains(4)" },
        { content: "All but one", trigger: `${ROW("Fourth")} input[type=checkbox]`, run: "uncheck" },
        { trigger: ".o_bpm_return_selected", run: "click" },
        { content: "One reason for all", trigger: ".modal:contains(3 documents) .o_bpm_decision_dialog textarea", run: "edit Prepay first" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_inbox_rows:not(:contains(First)):not(:contains(Second)):not(:contains(Third)):contains(Fourth)" },
    ],
});

registry.category("web_tour.tours").add("bpm_phone_rejects_two", {
    steps: () => [
        { trigger: `${ROW("First")} input[type=checkbox]`, run: "check" },
        { trigger: `${ROW("Third")} input[type=checkbox]`, run: "check" },
        { trigger: ".o_bpm_reject_selected", run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit We do not do this" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_inbox_rows:not(:contains(First)):not(:contains(Third)):contains(Second)" },
    ],
});

registry.category("web_tour.tours").add("bpm_admin_hands_one_over", {
    steps: () => [
        { trigger: "button[name=action_bpm_screen]:contains(Hand Over)", run: "click" },
        { content: "Two are asked: whose decision?", trigger: ".o_bpm_choices label:contains(Test finance)", run: "click" },
        { trigger: ".o_bpm_decision_dialog .o_record_selector input, .o_bpm_decision_dialog input[type=text]", run: "edit Test director" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Test director)", run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit On holiday" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_chain:contains(Test director):contains(Test lawyer)" },
    ],
});

registry.category("web_tour.tours").add("bpm_lawyer_reads_and_decides", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row .o_bpm_open", run: "click" },
        { content: "What is asked", trigger: ".o_bpm_page:contains(Test customer):contains(Please look at the terms)" },
        { content: "The facts", trigger: ".o_bpm_page_facts:contains(Real discount)" },
        { content: "The paper", trigger: ".o_bpm_page_paper iframe" },
        { content: "The people", trigger: ".o_bpm_chain:contains(Test lawyer)" },
        { content: "but not the quotation itself", trigger: ".o_statusbar_buttons:not(:has(button[name=action_open_document]))" },
        { trigger: "button[name=action_bpm_screen]:contains(Approve with Remarks)", run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit Send the terms as an annex" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: ".o_bpm_page:contains(Approved):contains(Send the terms as an annex)" },
        { content: "Taking back is offered now", trigger: "button[name=action_bpm_screen]:contains(Take Back)" },
    ],
});

registry.category("web_tour.tours").add("bpm_away_in_user_menu", {
    steps: () => [
        { trigger: ".o_user_menu button", run: "click" },
        { trigger: ".dropdown-item[data-menu=bpm_away]", run: "click" },
        { trigger: ".modal:contains(Substitute)" },
    ],
});

const COLUMN = (person) => `.o_kanban_group:contains(${person})`;

registry.category("web_tour.tours").add("bpm_admin_moves_a_decision", {
    steps: () => [
        {
            content: "From whom it waits for to somebody who has time",
            trigger: `${COLUMN("Test lawyer")} .o_kanban_record:contains(Test customer)`,
            run: `drag_and_drop(${COLUMN("Test finance")})`,
        },
        { content: "Why?", trigger: ".modal:contains(Test finance) .o_bpm_decision_dialog textarea", run: "edit She has time" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: `${COLUMN("Test finance")} .o_kanban_record:contains(Test customer)` },
        { trigger: `${COLUMN("Test lawyer")}:not(:has(.o_kanban_record)), body:not(:has(${COLUMN("Test lawyer")}))` },
    ],
});

registry.category("web_tour.tours").add("bpm_admin_thinks_better", {
    steps: () => [
        {
            trigger: `${COLUMN("Test lawyer")} .o_kanban_record:contains(Test customer)`,
            run: `drag_and_drop(${COLUMN("Test finance")})`,
        },
        { trigger: ".modal:contains(Test finance) .modal-footer button:contains(Cancel)", run: "click" },
        { content: "The card stays", trigger: `body:not(:has(.modal)) ${COLUMN("Test lawyer")} .o_kanban_record:contains(Test customer)` },
    ],
});
