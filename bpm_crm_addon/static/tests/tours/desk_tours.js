import { registry } from "@web/core/registry";

const CARD = (name) => `.o_bpm_desk_card[data-name=${name}]`;
const ROW = (name, text) => `${CARD(name)} .o_bpm_desk_row:contains(${text})`;

registry.category("web_tour.tours").add("bpm_desk_of_salesperson", {
    steps: () => [
        { content: "What came back, with the words", trigger: `${ROW("returned", "Lumber")}:contains(Prepay 30 %)` },
        { content: "What is under way", trigger: `${ROW("moving", "Gemini")}:contains(At Test leader):contains(since):contains(due)` },
        { content: "Remind in place", trigger: `${ROW("moving", "Gemini")} button:contains(Remind)`, run: "click" },
        { trigger: ".o_notification:contains(Reminded)" },
        { content: "Once an hour is enough", trigger: `${ROW("moving", "Gemini")}:not(:has(button:contains(Remind)))` },
        { content: "Fix opens the quotation", trigger: `${ROW("returned", "Lumber")} button:contains(Fix)`, run: "click" },
        { trigger: ".o_bpm_line[data-kind=returned]" },
        { content: "and back", trigger: ".breadcrumb-item a:contains(My Desk), .o_back_button", run: "click" },
        { trigger: CARD("returned") },
        { content: "The one primary action", trigger: ".o_bpm_desk_primary:contains(Counterparty)", run: "click" },
        { content: "The small form", trigger: ".o_bpm_quick_entry #o_bpm_quick_name" },
    ],
});

registry.category("web_tour.tours").add("bpm_desk_of_approver", {
    steps: () => [
        { content: "The most urgent stands open", trigger: `${CARD("inbox")} .o_bpm_inbox_row.o_current:contains(Gemini)` },
        { content: "Another is opened by a click", trigger: `${CARD("inbox")} .o_bpm_inbox_row:contains(Lumber)`, run: "click" },
        { trigger: `${CARD("inbox")} .o_bpm_inbox_row.o_current:contains(Lumber)` },
        { content: "Return with a reason", trigger: `${CARD("inbox")} .o_current .o_bpm_return`, run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit Too cheap" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { content: "It is among the last decisions", trigger: ROW("decided", "Lumber") },
        { content: "Approve in place", trigger: `${CARD("inbox")} .o_current:contains(Gemini) .o_bpm_approve`, run: "click" },
        { content: "Nothing waits; one sentence", trigger: `${CARD("inbox")}.o_empty:contains(Nothing waits for you)` },
        { trigger: ROW("decided", "Gemini") },
        { content: "Taking back brings it here again", trigger: ".o_notification:contains(Gemini) button:contains(Take Back), .o_notification:contains(Approved) button:contains(Take Back)", run: "click" },
        { trigger: `${CARD("inbox")} .o_bpm_inbox_row:contains(Gemini)` },
    ],
});

registry.category("web_tour.tours").add("bpm_desk_by_phone", {
    steps: () => [
        { content: "The button floats", trigger: ".o_bpm_desk_float:contains(Counterparty)" },
        { content: "One column", trigger: ".o_bpm_desk_columns:not(:has(.o_bpm_desk_column:nth-child(2)))" },
        { trigger: ROW("moving", "Gemini") },
        {
            content: "Nothing is wider than the screen",
            trigger: ".o_bpm_desk_page",
            run: ({ anchor }) => {
                const tooWide = [anchor, ...anchor.querySelectorAll("*")].filter(
                    (node) => node.getBoundingClientRect().right > window.innerWidth + 1
                );
                if (tooWide.length) {
                    throw new Error(`wider than the screen: ${tooWide[0].className}`);
                }
            },
        },
        { trigger: ".o_bpm_desk_float", run: "click" },
        { trigger: ".o_bpm_quick_entry #o_bpm_quick_name" },
    ],
});

registry.category("web_tour.tours").add("bpm_desk_all_clear", {
    steps: () => [
        { content: "What to do next", trigger: ".o_bpm_desk_nothing:contains(All clear) button:contains(New Quotation)", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=order_line]" },
    ],
});

registry.category("web_tour.tours").add("bpm_desk_offer_dismissed", {
    steps: () => [
        { trigger: ".o_bpm_desk_offer button:contains(No, thanks)", run: "click" },
        { trigger: ".o_bpm_desk_page:not(:has(.o_bpm_desk_offer))" },
    ],
});
