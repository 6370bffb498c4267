import { registry } from "@web/core/registry";

const FIELD = (name) => `.o_field_widget[name='${name}'] input`;
const CARD = (name) => `.o_bpm_desk_card[data-name=${name}]`;
const tour = (name, steps) => registry.category("web_tour.tours").add(name, { steps: () => steps });

// Vector Trade, a morning of collections: what is promised, what needs a person, who is reminded.
tour("bpm_demo_collections", [
    { content: "A promise is due today", trigger: `${CARD("promises")}:contains(Lumen Schools):contains(promised for today)` },
    { content: "What the outbox waits for", trigger: `${CARD("exceptions")}:contains(No answer from gateway: 3)` },
    { content: "What is under way", trigger: `${CARD("campaigns")}:contains(Winter chairs)` },
    { content: "The first thing of the day", trigger: `${CARD("reminders")} .btn-primary:contains(Review)`, run: "click" },
    { content: "Who gets none, and why", trigger: ".o_bpm_review_held [data-key=disputed] summary", run: "click" },
    { trigger: ".o_bpm_review_held [data-key=disputed]:contains(Sokil Logistics)" },
    { content: "Somebody called and promises", trigger: ".o_bpm_review_row:contains(Hansa)", run: "click" },
    { trigger: ".o_bpm_review_row.o_current:contains(Hansa)", run: "press p" },
    { trigger: ".modal .o_field_widget[name=said_by] input", run: "edit Mr Weber" },
    { trigger: ".modal .o_form_button_save", run: "click" },
    { content: "Reminders wait until then", trigger: "body:not(:has(.modal)) .o_bpm_review_held [data-key=promised] summary", run: "click" },
    { trigger: ".o_bpm_review_held [data-key=promised]:contains(Hansa)" },
    { content: "The rest goes", trigger: ".o_bpm_review_all:contains(Send all)", run: "click" },
    { trigger: ".modal .btn-primary", run: "click" },
    { trigger: ".o_bpm_review_empty:contains(Nothing to review)" },
]);

// Vector Trade, marketing: a campaign to the regular buyers, and what the last one brought.
tour("bpm_demo_marketing", [
    { trigger: ".o_data_row:contains(Regular buyers) .o_data_cell:not(.o_handle_cell):first", run: "click" },
    { content: "Who they are", trigger: ".o_field_widget[name='sample_ids'] .o_data_row" },
    { trigger: "button[name='action_begin']:contains(Begin the Campaign)", run: "click" },
    { content: "For this segment", trigger: `${FIELD("segment_id")}:value(Regular buyers)` },
    { trigger: FIELD("name"), run: "edit Chairs before spring" },
    { trigger: FIELD("template_id"), run: "edit Promotion to holders" },
    { trigger: ".dropdown-item:contains(Promotion to holders)", run: "click" },
    { trigger: ".o_form_button_save", run: "click" },
    { content: "Before anything goes", trigger: "button[name='action_forecast']", run: "click" },
    { content: "In one line", trigger: ".modal .alert-info:contains(get it)" },
    { content: "Who has not agreed", trigger: ".modal .o_data_row:contains(Novabud)" },
    { trigger: ".modal button[name='action_release']", run: "click" },
    { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Released)" },
    { content: "What the last one brought", trigger: "button[data-menu-xmlid='bpm_crm_addon.menu_bpm_outreach'], .o_menu_sections .dropdown-toggle:contains(Outreach)", run: "click" },
    { trigger: ".dropdown-item:contains(Campaigns)", run: "click" },
    { trigger: ".o_list_view .o_data_row:contains(Autumn prices for desks) .o_data_cell:first", run: "click" },
    { content: "In one line", trigger: ".o_form_view .alert-success:contains(bought since)" },
    { content: "Against those who got nothing", trigger: ".o_form_view .o_field_widget[name=count_control]" },
]);
