import { registry } from "@web/core/registry";

const CURRENT = (partner) => `.o_bpm_queue_row.o_current:contains(${partner})`;
const ITEM = (text) => `.o_bpm_queue_item:contains(${text})`;

registry.category("web_tour.tours").add("bpm_steward_works_the_queue", {
    steps: () => [
        { content: "What is at stake is open first", trigger: CURRENT("Tour Firm 0") },
        { content: "What was entered, what is meant, what is at stake", trigger: `${ITEM("7721537681")}:contains(7721573681):contains(Open quotations: 1)` },
        { content: "A accepts, and the next is there", trigger: "body", run: "press a" },
        { trigger: CURRENT("Tour Firm 1") },
        { content: "Nothing done is lost", trigger: ".o_bpm_queue_progress:contains(1 done today)" },
        { content: "All alike together", trigger: ".o_bpm_queue_alike:contains(4)", run: "click" },
        { trigger: ".o_bpm_queue_progress:contains(5 done today)" },
        { content: "What is left: two that look like one", trigger: ITEM("Tour Double") },
        { content: "Q asks the seller, in place", trigger: "body", run: "press q" },
        { trigger: ".o_bpm_queue_words input:focus", run: "edit Are they one firm?" },
        { trigger: ".o_bpm_queue_send", run: "click" },
        { content: "It is gone until there is an answer", trigger: ".o_bpm_queue_empty:contains(Everything at stake is verified)" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_answers_on_the_desk", {
    steps: () => [
        { content: "No dialog: a line on the desk", trigger: ".o_bpm_desk_questions:contains(Are they one firm?)" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_bpm_desk_questions input", run: "edit No, two brothers" },
        { trigger: ".o_bpm_desk_questions button[type=submit]", run: "click" },
        { trigger: ".o_bpm_desk_page:not(:has(.o_bpm_desk_questions)), .o_bpm_desk_nothing" },
    ],
});

registry.category("web_tour.tours").add("bpm_steward_reads_the_answer", {
    steps: () => [
        { content: "The desk leads to the queue", trigger: ".o_bpm_desk_card[data-name=queue] button:contains(Open the queue)", run: "click" },
        { content: "The answer is on top", trigger: `${ITEM("No, two brothers")}:contains(Tour Double)` },
        { content: "L: they are two", trigger: "body", run: "press l" },
        { trigger: ".o_bpm_queue_empty" },
    ],
});

registry.category("web_tour.tours").add("bpm_queue_by_phone", {
    steps: () => [
        { content: "One doubt at a time, without the list", trigger: `body:not(:has(.o_bpm_queue_list)) ${ITEM("Tour Firm 0")}` },
        { trigger: ".o_bpm_queue_main button:contains(Next)", run: "click" },
        { trigger: ITEM("Tour Firm 1") },
        { content: "One tap", trigger: ".o_bpm_queue_accept", run: "click" },
        { trigger: ".o_bpm_queue_progress:contains(1 done today)" },
    ],
});
