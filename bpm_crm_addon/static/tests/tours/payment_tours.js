import { registry } from "@web/core/registry";

const CURRENT = (partner) => `.o_bpm_review_row.o_current:contains(${partner})`;
const ITEM = (text) => `.o_bpm_review_item:contains(${text})`;

registry.category("web_tour.tours").add("bpm_collector_reviews_reminders", {
    steps: () => [
        { content: "The largest is open first, with what it is about", trigger: CURRENT("Tour Big") },
        { content: "What will be said, as the recipient reads it", trigger: `${ITEM("20 days late")} .o_bpm_review_subject:contains(please pay)` },
        { trigger: ".o_bpm_review_text iframe[srcdoc*='Tour Big']" },
        { content: "How many and how much", trigger: ".o_bpm_review_heading:contains(4 to review)" },
        { content: "Who gets none, and why", trigger: ".o_bpm_review_held [data-key=no_address] summary", run: "click" },
        { trigger: ".o_bpm_review_held [data-key=no_address]:contains(Tour Silent)" },
        { content: "J moves on, K back", trigger: "body", run: "press j" },
        { trigger: CURRENT("Tour Firm") },
        { trigger: "body", run: "press k" },
        { content: "S sends, and the next is there", trigger: `${CURRENT("Tour Big")}`, run: "press s" },
        { trigger: CURRENT("Tour Firm") },
        { content: "X skips once", trigger: ".o_bpm_review_heading:contains(3 to review)", run: "press x" },
        { trigger: CURRENT("Tour Promising") },
        { content: "P notes a promise, filled in", trigger: ".o_bpm_review_heading:contains(2 to review)", run: "press p" },
        { trigger: ".modal .o_field_widget[name=said_by] input", run: "edit Ms Bell" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "It leaves the list", trigger: CURRENT("Tour Small") },
        { trigger: ".o_bpm_review_held [data-key=promised]:contains(Promised)" },
        { content: "All that is left", trigger: ".o_bpm_review_all:contains(Send all 1)", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_bpm_review_empty:contains(Nothing to review)" },
    ],
});

registry.category("web_tour.tours").add("bpm_reminders_by_phone", {
    steps: () => [
        { content: "One at a time, without the list", trigger: `body:not(:has(.o_bpm_review_list)) ${ITEM("Tour Big")}` },
        { trigger: ".o_bpm_review_main button:contains(Next)", run: "click" },
        { content: "One tap", trigger: `${ITEM("Tour Firm")} .o_bpm_review_send`, run: "click" },
        { trigger: ITEM("Tour Promising") },
    ],
});

registry.category("web_tour.tours").add("bpm_invoice_says_what_is_next", {
    steps: () => [
        { content: "What is said next", trigger: ".o_bpm_payment_line:contains(14 days overdue)" },
        { content: "Why", trigger: ".o_bpm_payment_line .o_bpm_line_toggle", run: "click" },
        { trigger: ".o_bpm_payment_line .o_bpm_line_details:contains(Levels)" },
        { content: "Skip once: the level after it is next", trigger: ".o_bpm_payment_line button[name=bpm_payment_skip]", run: "click" },
        { trigger: ".o_bpm_payment_line:contains(30 days overdue)" },
        { content: "They dispute it", trigger: ".o_bpm_payment_line button[name=action_bpm_dispute]", run: "click" },
        { trigger: ".modal .o_field_widget[name=note] textarea", run: "edit Two desks came scratched" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "Nothing is said until it is settled", trigger: ".o_bpm_payment_line.alert-danger:contains(No reminders until it is settled)" },
        { trigger: ".o_bpm_payment_line button:contains(Open the dispute)", run: "click" },
        { content: "Settled", trigger: "button[name=action_settle]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Settled)" },
        { trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item.o_back_button", run: "click" },
        { content: "Reminders go on", trigger: ".o_bpm_payment_line:contains(30 days overdue)" },
        { content: "A promise from the header", trigger: ".o_form_statusbar button[name=action_bpm_promise]", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "It says so at once", trigger: ".o_bpm_payment_line.alert-success:contains(Promised)" },
        { trigger: ".o_bpm_payment_line button:contains(Open the promise)", run: "click" },
        { content: "Withdrawn", trigger: "button[name=action_withdraw]", run: "click" },
        { trigger: ".o_field_widget[name=state] button[data-value=open].o_arrow_button_current, .o_statusbar_status:contains(Withdrawn)" },
    ],
});

registry.category("web_tour.tours").add("bpm_desk_leads_to_the_review", {
    steps: () => [
        { content: "The first thing of the day", trigger: ".o_bpm_desk_card[data-name=reminders]:contains(Reminders to review: 4) .btn-primary:contains(Review)" },
        { content: "A broken promise", trigger: ".o_bpm_desk_card[data-name=promises]:contains(broken) button:contains(Followed up)", run: "click" },
        { trigger: ".o_bpm_desk_page:not(:has(.o_bpm_desk_card[data-name=promises]))" },
        { trigger: ".o_bpm_desk_card[data-name=reminders] .btn-primary", run: "click" },
        { trigger: CURRENT("Tour Big") },
    ],
});

// The phone round: the largest debt first; a press where nobody answers, two for a promise.
registry.category("web_tour.tours").add("bpm_collector_calls", {
    steps: () => [
        { content: "Whom to call, and at which number", trigger: ".o_data_row:first:contains(Tour Big):contains(+49 30 1234)" },
        { trigger: ".o_data_row:contains(Tour Big) button[name=action_missed]", run: "click" },
        { content: "Not today any more", trigger: ".o_list_view:not(:has(.o_data_row:contains(Tour Big))) .o_data_row:contains(Tour Promising)" },
        { content: "They promise", trigger: ".o_data_row:contains(Tour Promising) button[name=action_promise]", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_list_view:not(:has(.o_data_row:contains(Tour Promising))) .o_data_row:contains(Tour Firm)" },
    ],
});

// Reminders that go out by themselves: only what reached nobody is seen, open from the start.
registry.category("web_tour.tours").add("bpm_collector_sees_only_exceptions", {
    steps: () => [
        { content: "The desk says how many", trigger: ".o_bpm_desk_card[data-name=reminders]:contains(Reminders that reached nobody: 2) .btn:contains(Look)", run: "click" },
        { content: "What went out needs nobody", trigger: ".o_bpm_review_notice:contains(by themselves)" },
        { trigger: ".o_bpm_review_empty:contains(Only these need you):not(:has(.o_bpm_review_prepare))" },
        { content: "Who got none, and why, without a click", trigger: ".o_bpm_review_held [data-key=not_sent][open]:contains(Tour Firm):contains(no such user)" },
        { trigger: ".o_bpm_review_held [data-key=no_address][open]:contains(Tour Silent)" },
        { content: "What is only promised is closed", trigger: ".o_bpm_review_held [data-key=promised]:not([open]):contains(Promised)" },
        { content: "To the card, where it is mended", trigger: "[data-key=no_address] button:contains(Tour Silent)", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=email] input, .o_form_view .o_field_widget[name=name]" },
    ],
});

// The law of debt contacts in the phone round: who may not be called has no number and no buttons.
registry.category("web_tour.tours").add("bpm_collector_may_not_call", {
    steps: () => [
        { content: "Until when, and which rule", trigger: ".o_data_row:contains(Tour Olga):contains(Tour law of debts):not(:contains(+49 30 99))" },
        { trigger: ".o_data_row:contains(Tour Olga):not(:has(button[name=action_missed]))" },
        { content: "A person lets one call through", trigger: ".o_data_row:contains(Tour Olga) button[name=action_release_call]", run: "click" },
        { trigger: ".modal .o_field_widget[name=reason] input", run: "edit She asked for it" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "There is the number", trigger: "body:not(:has(.modal)) .o_data_row:contains(Tour Olga):contains(+49 30 99) button[name=action_talked]", run: "click" },
        { trigger: "body:not(:has(.o_data_row:contains(Tour Olga)))" },
    ],
});
