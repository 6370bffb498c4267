import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const RATE = ".o_field_widget[name=x_bpm_tour_rate] input";
const TAB = ".o_notebook_headers .nav-link:contains(Details)";
const OTHER = ".o_notebook_headers .nav-link:contains(Notes)";
const SAVED = ".o_form_view:not(:has(.o_form_button_save:visible))";

let asked = [];
/** The attributes that the web client asked for since the last look. */
function look() {
    const names = asked.flatMap((names) => names.filter((name) => name.startsWith("x_bpm_tour")));
    const calls = asked.length;
    asked = [];
    return { calls, names };
}

function listen() {
    asked = [];
    rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => {
        const { model, method, kwargs, args } = detail.data.params || {};
        if (model === "res.partner" && ["web_read", "web_save", "onchange"].includes(method)) {
            asked.push(Object.keys(method === "onchange" ? args[3] : kwargs.specification));
        }
    });
}

function mustNotRead() {
    const { calls, names } = look();
    if (!calls || names.length) {
        throw new Error(`Reads of the form: ${calls}, attributes in them: ${names}`);
    }
}

function mustRead() {
    const { names } = look();
    if (!names.includes("x_bpm_tour_rate") || !names.includes("x_bpm_tour_fairs")) {
        throw new Error(`Opening the tab read: ${names}`);
    }
}

const step = (content, trigger, run) => ({ content, trigger, run });

registry.category("web_tour.tours").add("bpm_details_when_opened", {
    steps: () => [
        step("Listen before the form is opened", ".o_data_cell[name=complete_name]:contains(A Tour One)", (helpers) => {
            listen();
            return helpers.click();
        }),
        step("The form is there without attributes", TAB, mustNotRead),
        step("Open the tab", TAB, "click"),
        step("Its attributes come, with their values", `${RATE}:value(7)`, mustRead),
        step("Type, and leave the tab without saving", RATE, "edit 9"),
        step("", OTHER, "click"),
        step("", ".o_field_widget[name=comment]"),
        step("Come back: what was typed is there", TAB, "click"),
        step("", `${RATE}:value(9)`),
        step("", ".o_field_x2many_list_row_add button, .o_field_x2many_list_row_add a", "click"),
        step("", ".o_field_widget[name=x_bpm_tour_fairs] .o_field_widget[name=x_name] input", "edit Hannover"),
        step("One Save saves all", ".o_form_button_save", "click"),
        step("", SAVED, look),
        step("The next one: the tab stays, and so do its attributes", ".o_pager_next", "click"),
        step("", `body:has(.o_last_breadcrumb_item:contains(A Tour Two)) ${RATE}:value(8)`, mustRead),
        step("Leave the tab", OTHER, "click"),
        step("", ".o_field_widget[name=comment]"),
        step("Back again: no attribute is read any more", ".o_pager_previous", "click"),
        step("", ".o_last_breadcrumb_item:contains(A Tour One)", mustNotRead),
        step("A new one", ".o_form_button_create", "click"),
        step("", ".o_last_breadcrumb_item:contains(New)", mustNotRead),
        step("", ".o_field_widget[name=name] textarea, .o_field_widget[name=name] input", "edit A Tour Three"),
        step("", TAB, "click"),
        step("", RATE, "edit 3"),
        step("", ".o_form_button_save", "click"),
        step("", SAVED),
    ],
});
