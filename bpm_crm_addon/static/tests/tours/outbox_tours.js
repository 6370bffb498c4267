import { registry } from "@web/core/registry";

const FIGURE = (key, count) => `.o_bpm_outbox_figures [data-key=${key}]:contains(${count})`;

registry.category("web_tour.tours").add("bpm_outbox_manager", {
    steps: () => [
        { content: "It runs", trigger: ".o_bpm_outbox_mode:contains(Sending is on)" },
        { trigger: FIGURE("held", 2) },
        { trigger: FIGURE("unknown", 2) },
        { content: "Why not", trigger: ".o_bpm_outbox_reasons button:contains(on the stop list):contains(3)" },
        { content: "A number opens its list", trigger: `${FIGURE("sent", 4)}`, run: "click" },
        { trigger: ".o_list_view .o_data_row:nth-child(4)" },
        { trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a", run: "click" },
        { content: "One primary button", trigger: ".o_bpm_outbox_release.btn-primary", run: "click" },
        { trigger: FIGURE("held", 0) },
        { trigger: ".o_bpm_outbox_pause", run: "click" },
        { trigger: ".o_bpm_outbox_mode:contains(Paused)" },
    ],
});

registry.category("web_tour.tours").add("bpm_outbox_go_live", {
    steps: () => [
        { content: "Nothing is sent yet", trigger: ".o_bpm_outbox_rehearsal:contains(nothing is sent)" },
        { trigger: FIGURE("rehearsed", 2) },
        { trigger: ".o_bpm_outbox_live", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_bpm_outbox_mode:contains(Sending is on)" },
        { trigger: "body:not(:has(.o_bpm_outbox_rehearsal))" },
    ],
});
