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
        { trigger: `${COLUMN("Test finance")} .o_kanban_record:contains(Test customer)` },
        { trigger: `${COLUMN("Test lawyer")}:not(:has(.o_kanban_record)), body:not(:has(${COLUMN("Test lawyer")}))` },
    ],
});
