import { registry } from "@web/core/registry";

const INPUT = (name) => `.o_field_widget[name=${name}] input, .o_field_widget[name=${name}] textarea`;
const NOW = (state) => `.o_statusbar_status .o_arrow_button_current:contains(${state})`;
const SAVE = [
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: "body:not(:has(.o_form_button_save:visible))" },
];

/** The first half of the story: a contact, a meeting, its result, a contract by template. */
registry.category("web_tour.tours").add("bpm_story_to_approval", {
    steps: () => [
        { content: "A name and a phone", trigger: INPUT("name"), run: "edit Story Hotels" },
        { trigger: INPUT("phone"), run: "edit +380 44 555 01 02" },
        ...SAVE,
        { content: "What they want", trigger: "button[name=action_view_opportunity]", run: "click" },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: INPUT("name"), run: "edit Beds for forty rooms" },
        { content: "It is theirs", trigger: ".o_field_widget[name=partner_id] input:value(Story Hotels)" },
        { trigger: ".o_field_widget[name=expected_revenue] input", run: "edit 40000" },
        ...SAVE,
        { content: "The next step, with its day", trigger: ".o-mail-Chatter-activity", run: "click" },
        { trigger: ".modal .o_selection_badge span:contains(Call)", run: "click" },
        { trigger: ".modal .o_selection_badge.active span:contains(Call)" },
        { trigger: ".modal div[name=summary] input", run: "edit Show the samples" },
        { trigger: ".modal button[name=action_schedule_activities]", run: "click" },
        { content: "It reminds of itself", trigger: ".o-mail-Activity:contains(Show the samples) .o-mail-Activity-markDone", run: "click" },
        { content: "The result", trigger: ".o-mail-ActivityMarkAsDone textarea", run: "edit A third in advance" },
        { trigger: ".o-mail-ActivityMarkAsDone button[aria-label=Done]", run: "click" },
        { content: "stays with the deal", trigger: ".o-mail-Message:contains(A third in advance)" },
        { content: "Two clicks to the contract", trigger: ".o_cp_action_menus button", run: "click" },
        { trigger: ".o-dropdown-item:contains(Make Contract)", run: "click" },
        { trigger: NOW("Draft") },
        { content: "Filled in from the deal", trigger: ".o_field_widget[name=partner_id] input:value(Story Hotels)" },
        { content: "The plan of instalments", trigger: ".nav-link[name=schedule]", run: "click" },
        { trigger: ".o_field_widget[name=instalment_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".o_selected_row [name=name] input", run: "edit Advance" },
        { trigger: ".o_selected_row [name=amount] input", run: "edit 13000" },
        ...SAVE,
        { trigger: ".nav-link[name=document]", run: "click" },
        { content: "The text by the template", trigger: "button[name=action_generate_document]", run: "click" },
        { trigger: ".o_field_widget[name=document_ids] .o_data_row", timeout: 60000 },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { content: "Asked, and it is known whom", trigger: NOW("In Approval"), timeout: 30000 },
        { trigger: ".o_bpm_line:contains(Test lawyer)" },
    ],
});

registry.category("web_tour.tours").add("bpm_story_lawyer_agrees", {
    steps: () => [
        { trigger: ".o_bpm_inbox_row:contains(Story Hotels) .o_bpm_approve", run: "click" },
        { trigger: ".o_notification:contains(Approved)", timeout: 30000 },
    ],
});

const SIGNED = [
    { trigger: "button[name=action_open_signature]", run: "click" },
    { trigger: ".modal button[name=action_record]", run: "click" },
    { trigger: "body:not(:has(.modal))", timeout: 30000 },
];

/** The second half: signed by both, and everything in the dossier. */
registry.category("web_tour.tours").add("bpm_story_signed_and_filed", {
    steps: () => [
        { trigger: NOW("Approved") },
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: NOW("Signing"), timeout: 30000 },
        ...SIGNED,
        ...SIGNED,
        { trigger: NOW("Active"), timeout: 30000 },
        { content: "The plan is there", trigger: ".nav-link[name=schedule]", run: "click" },
        { trigger: ".o_field_widget[name=instalment_ids] .o_data_row:contains(Advance)" },
        { trigger: ".nav-link[name=document]", run: "click" },
        { content: "The dossier", trigger: ".o_notebook button[name=action_bpm_papers]", run: "click" },
        { content: "holds the signed text", trigger: ".o_data_row:contains(Supply contract):contains(Signed), .o_kanban_record:contains(Supply contract):contains(Signed)" },
    ],
});
