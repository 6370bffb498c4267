import { registry } from "@web/core/registry";

const LINE = (kind) => `.o_bpm_line[data-kind=${kind}]`;

registry.category("web_tour.tours").add("bpm_leader_offers", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row.o_current:contains(Test customer)" },
        { content: "E: at other values", trigger: "body", run: "press e" },
        { content: "The limit is proposed", trigger: ".o_bpm_offer_dialog:contains(90.00)" },
        { trigger: "#o_bpm_offer_percent", run: "edit 15" },
        { content: "The total follows", trigger: ".o_bpm_offer_total:contains(85.00)" },
        { trigger: "#o_bpm_offer_comment", run: "edit volume bonus later" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { content: "It waits for the seller now", trigger: ".o_bpm_inbox_empty" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_accepts", {
    steps: () => [
        { trigger: `${LINE("offer")}:contains(Test leader agrees at 15 %):contains(volume bonus later)` },
        { content: "The header's first button is the same", trigger: "button[name=action_bpm_accept_offer].btn-primary" },
        { content: "One click", trigger: ".o_bpm_line_button[name=action_accept_offer]:contains(Accept 15 %)", run: "click" },
        { trigger: `${LINE("approved")}:contains(by Test leader)` },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_accepts_by_phone", {
    steps: () => [
        { trigger: LINE("offer") },
        { content: "One tap", trigger: "button[name=action_bpm_accept_offer]", run: "click" },
        { trigger: LINE("approved") },
    ],
});

registry.category("web_tour.tours").add("bpm_leader_asks", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row.o_current:contains(Test customer)" },
        { content: "Q: ask", trigger: "body", run: "press q" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit Which competitor?" },
        { trigger: "#o_bpm_decision_pause", run: "check" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { content: "It says for whom it waits", trigger: ".o_bpm_inbox_paused:contains(waiting for the answer of Test seller)" },
        { trigger: ".o_bpm_talk:contains(Which competitor?)" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_answers", {
    steps: () => [
        { trigger: `${LINE("question")}:contains(Which competitor?):contains(clock stands still)` },
        { trigger: ".o_bpm_line_button[name=action_answer]", run: "click" },
        { trigger: ".o_bpm_decision_dialog textarea", run: "edit Kombo, by mail" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { trigger: LINE("waiting") },
        { trigger: ".o_bpm_line_toggle", run: "click" },
        { content: "Both stay with it", trigger: ".o_bpm_talk:contains(Which competitor?):contains(Kombo, by mail)" },
    ],
});
