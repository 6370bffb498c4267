import { registry } from "@web/core/registry";

const card = (name) => `.o_bpm_xray_card[data-card=${name}]`;
const ALL_READ = `.o_bpm_xray_page:not(:has(.o_bpm_xray_card[aria-busy=true])) ${card("leak")}`;

registry.category("web_tour.tours").add("bpm_xray", {
    steps: () => [
        { content: "Six cards, in their order", trigger: `${card("discounts")} ~ ${card("orders")} ~ ${card("money")} ~ ${card("parties")} ~ ${card("sleeping")} ~ ${card("leak")}` },
        { content: "all of them read", trigger: ALL_READ },
        { content: "The worst are named on demand", trigger: `${card("discounts")} .o_bpm_xray_more`, run: "click" },
        { trigger: `${card("discounts")} .o_bpm_xray_worst td:contains(30 %)` },
        { content: "A figure opens its documents", trigger: `${card("discounts")} p:contains(More than 10 %) .o_bpm_xray_figure`, run: "click" },
        { trigger: ".o_list_view .o_data_row:contains(Test customer)" },
        { content: "Back, the figures are still there", trigger: ".o_back_button, .breadcrumb-item:contains(X-ray) a", run: "click" },
        { trigger: ALL_READ },
        { content: "The button that mends it", trigger: `${card("discounts")} .o_bpm_xray_mend`, run: "click" },
        { content: "is the ready rule with the limit measured", trigger: ".modal [name=discount_limit] input:value(10.00)" },
        { trigger: ".modal [special=cancel], .modal .btn-close", run: "click" },
        { content: "It can be read again", trigger: "button:contains(Read again):enabled", run: "click" },
        { trigger: ALL_READ },
        { content: "and printed", trigger: ".o_bpm_xray_print:enabled" },
    ],
});

registry.category("web_tour.tours").add("bpm_xray_phone", {
    steps: () => [
        { trigger: ALL_READ },
        { content: "The button is as wide as the thumb needs", trigger: `${card("discounts")} .o_bpm_xray_mend` },
        { trigger: `${card("discounts")} .o_bpm_xray_more`, run: "click" },
        {
            trigger: `${card("discounts")} .o_bpm_xray_worst`,
            run: ({ anchor }) => {
                if (anchor.scrollWidth > anchor.clientWidth || document.body.scrollWidth > window.innerWidth) {
                    throw new Error("wider than the screen");
                }
            },
        },
    ],
});
