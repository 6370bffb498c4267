import { registry } from "@web/core/registry";

const INTO = (name) => `.o_field_widget[name='${name}'] input`;
const TAB = (name) => `.o_notebook a.nav-link[name=${name}]`;
const tour = (name, steps) => registry.category("web_tour.tours").add(name, { steps: () => steps });

// Journey 2: a department's text, its length while it is written, and three real recipients.
tour("bpm_marketing_text", [
    { trigger: ".o_list_button_add", run: "click" },
    { trigger: INTO("name"), run: "edit Tour text" },
    { trigger: ".o_field_widget[name='model_name'] select, .o_field_widget[name='model_name'] input", run: "click" },
    { trigger: ".o_select_menu_item:contains(Counterparty), option:contains(Counterparty)", run: "click" },
    { trigger: INTO("purpose_id"), run: "edit Offer" },
    { trigger: ".dropdown-item:contains(Offer)", run: "click" },
    { trigger: INTO("subject"), run: "edit News for {{ object.name }}" },
    { trigger: ".o_field_widget[name='body'] .odoo-editor-editable", run: "editor Hello from all of us" },
    { trigger: TAB("sms"), run: "click" },
    { trigger: ".o_field_widget[name='sms_text'] textarea", run: "edit News for {{ object.name }}" },
    { trigger: TAB("mail"), run: "click" },
    { trigger: TAB("sms"), run: "click" },
    { content: "Its parts, the way out among them", trigger: ".o_field_widget[name='sms_parts']:contains(Parts: 1)" },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: "button[name='action_preview']", run: "click" },
    { content: "The longest name is among them", trigger: ".modal:contains(News for Camp With A Very Long Name)" },
    { content: "As long as it will be", trigger: ".modal:contains(No more of it)" },
    { trigger: ".modal .btn-close, .modal button[special='cancel'], .modal .o_form_button_cancel", run: "click" },
    { trigger: "body:not(:has(.modal)) .o_form_saved" },
]);

// Journey 8 and 9: everything stops for one client; the card says so, and what it can prove.
tour("bpm_marketing_stop", [
    { trigger: TAB("sales_purchases"), run: "click" },
    { trigger: "button:contains(Do not contact…)", run: "click" },
    { trigger: ".modal .o_field_widget[name='note'] input", run: "edit Called and asked for silence" },
    { trigger: ".modal button[name='action_stop']", run: "click" },
    { content: "The card says it", trigger: "body:not(:has(.modal)) .o_bpm_chips:contains(Do not contact)" },
    { content: "The proof is one press", trigger: "button[name='action_bpm_contact_proof']", run: "click" },
    { trigger: "button[name='action_bpm_stop_list']", run: "click" },
    { content: "Why, and by whom", trigger: ".o_list_view .o_data_row:contains(Called and asked for silence)" },
]);

// Journey 10: what a campaign brought, against those who got nothing.
tour("bpm_marketing_results", [
    { trigger: ".o_data_row:contains(Tour results) .o_data_cell:first", run: "click" },
    { trigger: "button[name='action_refresh']", run: "click" },
    { content: "In one line", trigger: ".o_form_view .alert-success:contains(50.0 % bought since):contains(control group)" },
    { trigger: "button[name='action_open_members']:contains(People)", run: "click" },
    { trigger: ".o_list_view .o_data_row:contains(Control group)" },
]);

// Journey 11, and a new department in a minute: a copy and five answers; then what each one spent.
tour("bpm_marketing_department", [
    { trigger: "button:contains(New Department)", run: "click" },
    { trigger: ".modal .o_field_widget[name='name'] input", run: "edit Tour dealers" },
    { trigger: ".modal .o_field_widget[name='email_from'] input", run: "edit dealers@tour.invalid" },
    { trigger: ".modal .o_field_widget[name='budget'] input", run: "edit 500" },
    { trigger: ".modal button[name='action_make']", run: "click" },
    { content: "It is there, with its sender", trigger: `body:not(:has(.modal)) .o_form_view ${INTO("email_from")}:value(dealers@tour.invalid)` },
]);
tour("bpm_marketing_costs", [
    { content: "By department", trigger: ".o_pivot:contains(Marketing):contains(Cost)" },
    { content: "What was saved", trigger: ".o_pivot:contains(Saved)" },
]);

// A reminder: who will get it and why not, before anything is said; then it is switched on.
tour("bpm_marketing_reminder", [
    { trigger: ".o_data_row:contains(Tour reminder) .o_data_cell:first", run: "click" },
    { content: "A wait between two steps", trigger: ".o_field_widget[name='step_ids'] .o_data_row:nth-child(2):contains(3)" },
    { trigger: "button[name='action_preview']", run: "click" },
    { content: "In one line", trigger: ".modal .alert-info:contains(get it)" },
    { trigger: ".modal .o_data_row:contains(There is no usable e-mail address)" },
    { trigger: ".modal button[special='cancel'], .modal .btn-close", run: "click" },
    { trigger: "button[name='action_switch_on']", run: "click" },
    { trigger: ".o_statusbar_status .o_arrow_button_current:contains(On)" },
]);
