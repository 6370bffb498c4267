import { registry } from "@web/core/registry";

const SENTENCE = (name) => `.o_bpm_sentence[data-name=${name}]`;
const back = { content: "Back to the page", trigger: ".o_back_button, .o_breadcrumb .breadcrumb-item a", run: "click" };

registry.category("web_tour.tours").add("bpm_director_raises_a_limit", {
    steps: () => [
        { content: "How much waits, in bold", trigger: `${SENTENCE("waiting")} .fw-bolder:contains(300,000)`, timeout: 30000 },
        { content: "The sentence opens its list", trigger: `${SENTENCE("waiting")} .o_bpm_sentence_open`, run: "click" },
        { content: "One document, the one that waits", trigger: ".o_list_view:not(:has(.o_data_row + .o_data_row)) .o_data_row:contains(Test finance)" },
        back,
        { content: "The rule that never said no", trigger: `${SENTENCE("rules")}:contains(never said no)` },
        { trigger: `${SENTENCE("rules")} button:contains(Raise to 80,000?)`, run: "click" },
        { content: "The figures come before the button", trigger: ".modal .o_field_widget[name=asked]:contains(10)" },
        { trigger: ".modal button[name=action_raise]", run: "click" },
        { trigger: ".o_notification:contains(Raised to 80,000)" },
        { content: "The page is read anew", trigger: `${SENTENCE("rules")}:not(:contains(Raise to))` },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("bpm_director_by_phone", {
    steps: () => [
        { content: "The mail's link opens the list, no menu", trigger: ".o_kanban_view .o_kanban_record:contains(Test finance)", timeout: 30000 },
        back,
        { content: "Coming back, the page stays", trigger: `${SENTENCE("waiting")}:contains(300,000)` },
        { content: "Sums the reader may see", trigger: `${SENTENCE("discounts")}, ${SENTENCE("overdue")}` },
        { trigger: ".o_bpm_director button:contains(Rule Advice)", run: "click" },
        { trigger: ".o_kanban_view .o_kanban_record:contains(never said no)" },
    ],
});
