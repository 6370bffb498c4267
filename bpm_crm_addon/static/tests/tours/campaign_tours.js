import { registry } from "@web/core/registry";

const FIELD = (name) => `.o_field_widget[name='${name}'] input`;

// Journey of marketing: a segment is built, its campaign, who will get it, and the release: four
// clicks.
registry.category("web_tour.tours").add("bpm_campaign_manager", {
    steps: () => [
        { content: "A new segment", trigger: ".o_list_button_add", run: "click" },
        { trigger: FIELD("name"), run: "edit Camp segment" },
        { content: "What is done about it", trigger: ".o_field_widget[name='action'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains(Campaign)", run: "click" },
        { content: "A condition: the name", trigger: ".o_domain_selector a:contains(New Rule)", run: "click" },
        { trigger: ".o_domain_selector .o_model_field_selector", run: "click" },
        { trigger: ".o_model_field_selector_popover_search input", run: "edit name" },
        { trigger: ".o_model_field_selector_popover_item[data-name='name'] .o_model_field_selector_popover_item_name", run: "click" },
        // What is chosen before the new rule has been counted is overwritten by the answer.
        { content: "Counted", trigger: ".o_field_widget[name='domain'] .o_domain_show_selection_button:contains(0 record)" },
        { content: "Begins with", trigger: ".o_tree_editor_condition select", run: "selectByLabel starts with" },
        { trigger: ".o_tree_editor_condition .o_tree_editor_editor:nth-child(3) input", run: "edit Camp && press Tab" },
        { content: "How many it is, before anything is saved", trigger: ".o_field_widget[name='domain'] .o_domain_show_selection_button:contains(3)" },
        { content: "Some of them by name", trigger: ".o_field_widget[name='sample_ids'] .o_data_row:contains(Camp Ann)" },
        { trigger: ".o_form_button_save", run: "click" },
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
