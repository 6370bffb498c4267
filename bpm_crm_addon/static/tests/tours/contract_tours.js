import { registry } from "@web/core/registry";

const FIELD = (name) => `.o_field_widget[name=${name}] input`;
const CHOICE = (text) => `.o-autocomplete--dropdown-item:contains(${text})`;
const NOW = (state) => `.o_statusbar_status .o_arrow_button_current:contains(${state})`;
const ADD = [
    { content: "Who has signed is asked one by one", trigger: "button[name=action_open_signature]", run: "click" },
    { trigger: ".modal button[name=action_record]", run: "click" },
];

registry.category("web_tour.tours").add("bpm_contract_from_kind_to_signed", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { content: "A kind and a counterparty are enough", trigger: FIELD("type_id"), run: "edit Tour supply" },
        { trigger: CHOICE("Tour supply"), run: "click" },
        { trigger: FIELD("partner_id"), run: "edit Test customer" },
        { trigger: CHOICE("Test customer"), run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "Nobody has to be asked here", trigger: "button[name=action_sign]", run: "click" },
        { trigger: NOW("Signing") },
        ...ADD,
        { content: "One side is not enough", trigger: `${NOW("Signing")}` },
        { trigger: "body:not(:has(.modal))" },
        ...ADD,
        { trigger: NOW("Active") },
        { content: "From now on by an amendment", trigger: "button[name=action_amend]", run: "click" },
        { trigger: ".o_field_widget[name=parent_id]" },
        { trigger: NOW("Draft") },
    ],
});

registry.category("web_tour.tours").add("bpm_contract_text_and_approval", {
    steps: () => [
        { content: "Who will be asked", trigger: ".o_bpm_line:contains(Test lawyer)" },
        { content: "The text by the kind's template", trigger: "button[name=action_generate_document]", run: "click" },
        { content: "It has its number now", trigger: ".o_field_widget[name=document_ids] .o_data_row" },
        { trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: NOW("In Approval") },
        { content: "Locked, and it says with whom it is", trigger: ".o_bpm_line:contains(Test lawyer)" },
    ],
});
