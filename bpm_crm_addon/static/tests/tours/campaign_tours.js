import { registry } from "@web/core/registry";

const FIELD = (name) => `.o_field_widget[name='${name}'] input`;

// Journey of marketing: a segment, its campaign, who will get it, and the release: four clicks.
registry.category("web_tour.tours").add("bpm_campaign_manager", {
    steps: () => [
        { content: "The segment", trigger: ".o_data_row:contains(Camp segment) .o_data_cell:first", run: "click" },
        { content: "Its members are counted", trigger: ".oe_stat_button:contains(3)" },
        { content: "It names its action", trigger: "button[name='action_begin']:contains(Begin the Campaign)", run: "click" },
        { content: "For this segment", trigger: `${FIELD("segment_id")}:value(Camp segment)` },
        { trigger: FIELD("template_id"), run: "edit Camp text" },
        { trigger: ".dropdown-item:contains(Camp text)", run: "click" },
        { content: "The text knows its department", trigger: `${FIELD("department_id")}:value(Sales)` },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "Before anything goes", trigger: "button[name='action_forecast']", run: "click" },
        { content: "In one line", trigger: ".modal .alert-info:contains(2 get it):contains(1 no address)" },
        { content: "With a reason for each", trigger: ".modal .o_data_row:contains(There is no usable e-mail address)" },
        { trigger: ".modal button[name='action_release']", run: "click" },
        { content: "It is on its way", trigger: ".o_statusbar_status .o_arrow_button_current:contains(Released)" },
    ],
});

registry.category("web_tour.tours").add("bpm_campaign_loser", {
    steps: () => [
        { trigger: ".o_data_row:contains(Camp marketing) .o_data_cell:first", run: "click" },
        { trigger: "button[name='action_open_members']:contains(People)", run: "click" },
        { content: "By whom it was said", trigger: ".o_data_row:contains(Said by Sales)" },
    ],
});
