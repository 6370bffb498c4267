import { registry } from "@web/core/registry";

const INTO = (name) => `.o_field_widget[name=${name}] input`;
const TAB = (name) => `.o_notebook a.nav-link[name=${name}]`;

registry.category("web_tour.tours").add("bpm_gateway_set_up", {
    steps: () => [
        { content: "Presets are there", trigger: ".o_data_row:contains(TurboSMS)" },
        { trigger: ".o_data_row td:contains(Tour provider)", run: "click" },
        { trigger: INTO("secret"), run: "edit s3cret" },
        { trigger: TAB("answered"), run: "click" },
        { trigger: INTO("id_path"), run: "edit id" },
        { trigger: INTO("status_path"), run: "edit status" },
        { trigger: INTO("accepted"), run: "edit accepted" },
        { trigger: TAB("routes"), run: "click" },
        { trigger: ".o_field_x2many_list_row_add a", run: "click" },
        { trigger: `.o_selected_row ${INTO("prefix")}`, run: "edit +380" },
        { trigger: `.o_selected_row ${INTO("price")}`, run: "edit 0.5" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: TAB("sent"), run: "click" },
        { trigger: ".o_field_widget[name=has_secret] input:checked" },
        { trigger: "button[name=action_try]", run: "click" },
        { content: "The message that is on its way", trigger: ".o_field_widget[name=address]:contains(+380501234567)" },
        { trigger: ".breadcrumb-item a:contains(Tour provider), .o_back_button", run: "click" },
        { content: "What became of it", trigger: ".alert:contains(Last test)" },
        { trigger: ".o_field_widget[name=active] input", run: "click" },
        { trigger: "body:not(:has(.ribbon))" },
        { content: "The switch saves by itself", trigger: "body:has(.o_form_status_indicator_buttons.invisible)" },
    ],
});
