import { registry } from "@web/core/registry";

const LINE = (name) => `.o_bpm_portrait_line[data-name=${name}]`;
const NAME = "#o_bpm_quick_name";
const PHONE = "#o_bpm_quick_phone";

const fits = {
    content: "Nothing is wider than the screen",
    trigger: "body",
    run: () => {
        const wide = [...document.querySelectorAll(".o_bpm_portrait *, .o_bpm_chips *, .o_bpm_quick_entry *")].filter(
            (node) => node.getBoundingClientRect().right > window.innerWidth + 1
        );
        if (wide.length) {
            throw new Error(`wider than the screen: ${wide[0].className}`);
        }
    },
};

registry.category("web_tour.tours").add("bpm_seller_enters_on_the_run", {
    steps: () => [
        { content: "First tap", trigger: ".o_bpm_desk_float:contains(Counterparty)", run: "click" },
        { content: "The cursor is in the name", trigger: `${NAME}:focus`, run: "edit Zorbala Fair Visitor" },
        { trigger: PHONE, run: "edit 067 123 45 67" },
        fits,
        { content: "Second tap", trigger: ".o_bpm_quick_save:enabled", run: "click" },
        { trigger: ".o_notification:contains(is noted down)" },
        { content: "Nothing stands in the way", trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_meant_this_one", {
    steps: () => [
        { trigger: ".o_bpm_desk_float", run: "click" },
        { trigger: NAME, run: "edit Zorbala Furnitur" },
        { content: "A chip below, no dialog", trigger: ".o_bpm_look_alike:contains(Zorbala Furniture)" },
        { content: "Saving is still possible", trigger: ".o_bpm_quick_save:enabled" },
        { trigger: ".o_bpm_look_alike", run: "click" },
        { content: "The one that was meant", trigger: ".o_form_view .o_field_widget[name=name] input:value(Zorbala Furniture), .o_form_view .o_field_widget[name=name] textarea:value(Zorbala Furniture)" },
    ],
});

registry.category("web_tour.tours").add("bpm_form_meant_this_one", {
    steps: () => [
        { trigger: ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea", run: "edit Zorbala Furnitur" },
        { trigger: ".o_field_widget[name=phone] input", run: "edit 12" },
        { trigger: ".o_bpm_look_alike:contains(Zorbala Furniture)", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=name] input:value(Zorbala Furniture), .o_form_view .o_field_widget[name=name] textarea:value(Zorbala Furniture)" },
    ],
});

registry.category("web_tour.tours").add("bpm_seller_opens_client", {
    steps: () => [
        { content: "The Portrait stands open", trigger: `.nav-link.active:contains(Portrait)` },
        { trigger: `${LINE("often")}:contains(every 30 days)` },
        { trigger: `${LINE("open_now")}:contains(Quotation)` },
        { trigger: `${LINE("talks")} .o_bpm_timeline_row:contains(Prices by Friday)` },
        { trigger: ".o_bpm_chips [data-name=open_now]" },
        fits,
        { content: "Everything in one line", trigger: ".o_bpm_timeline_all", run: "click" },
        { trigger: ".o_bpm_timeline .o_bpm_timeline_row[data-kind=quote]" },
        { trigger: ".o_bpm_timeline [data-kind=note].btn", run: "click" },
        { content: "One kind only", trigger: ".o_bpm_timeline:not(:has(.o_bpm_timeline_row[data-kind=quote]))" },
        { content: "A figure opens its documents", trigger: `${LINE("often")} .o_bpm_portrait_open`, run: "click" },
        { trigger: ".o_breadcrumb:contains(Orders), .o_list_view, .o_kanban_view" },
    ],
});

registry.category("web_tour.tours").add("bpm_new_client_has_no_portrait", {
    steps: () => [
        { content: "Contacts stay first", trigger: ".nav-link.active:contains(Contacts)" },
        { trigger: ".o_notebook_headers:not(:has(.nav-link:contains(Portrait)))" },
    ],
});

registry.category("web_tour.tours").add("bpm_registry_suggests", {
    steps: () => [
        { trigger: ".o_bpm_chips [data-name=registry_answer]:contains(From the registry)", run: "click" },
        { trigger: ".modal .o_field_widget[name=changes]:contains(OpenWood LLC)" },
        { trigger: ".modal button[name=action_take]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_field_widget[name=name] input:value(OpenWood LLC), body:not(:has(.modal)) .o_field_widget[name=name] textarea:value(OpenWood LLC)" },
    ],
});
