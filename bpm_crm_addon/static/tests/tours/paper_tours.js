import { registry } from "@web/core/registry";

const PDF = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>";

function choose(selector, name, text) {
    return () => {
        const files = new DataTransfer();
        files.items.add(new File([text], name));
        const input = document.querySelector(selector);
        input.files = files.files;
        input.dispatchEvent(new Event("change"));
    };
}

const COG = [
    { trigger: ".o_cp_action_menus .dropdown-toggle, .o_cp_action_menus button", run: "click" },
];

registry.category("web_tour.tours").add("bpm_papers_offer", {
    steps: () => [
        ...COG,
        { content: "First click", trigger: ".o-dropdown-item:contains(Make Offer)", run: "click" },
        { content: "The paper is there", trigger: ".o_bpm_paper_preview a:contains(.docx)" },
        { content: "Back to the quotation", trigger: ".oe_stat_button[name=action_open_owner]", run: "click" },
        { trigger: ".o_field_widget[name=client_order_ref], .nav-link[name=other_information]" },
        { trigger: ".o_field_x2many_list .o_data_row:first-child [name=product_uom_qty]", run: "click" },
        { trigger: ".o_field_x2many_list [name=product_uom_qty] input", run: "edit 7" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.o_form_button_save:visible))" },
        ...COG,
        { trigger: ".o-dropdown-item:contains(Make Offer)", run: "click" },
        { content: "Now there are two versions", trigger: "button[name=action_compare]", run: "click" },
        { content: "What changed", trigger: ".modal .o_bpm_compare ins:contains(7)" },
        { trigger: ".modal .btn-primary:contains(Close)", run: "click" },
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { content: "Signed: no more versions", trigger: ".o_arrow_button_current:contains(Signed)" },
        { trigger: "body:not(:has(.o_bpm_paper_drop))" },
    ],
});

registry.category("web_tour.tours").add("bpm_papers_dossier", {
    steps: () => [
        { trigger: ".oe_stat_button[name=action_bpm_papers]:contains(0/1)", run: "click" },
        { trigger: ".o_data_row:contains(Test charter):contains(Missing)" },
        { content: "What it is", trigger: ".o_bpm_paper_kind", run: "selectByLabel Test charter" },
        {
            content: "and the file",
            trigger: ".o_bpm_paper_choose",
            run: choose(".o_bpm_paper_drop input[type=file]", "charter.txt", "Charter"),
        },
        { trigger: ".o_data_row:contains(Test charter):contains(Present)" },
        {
            content: "Several files at once, dropped",
            trigger: ".o_bpm_paper_drop",
            run: () => {
                const files = new DataTransfer();
                files.items.add(new File(["One"], "first_letter.txt"));
                files.items.add(new File(["Two"], "second_letter.txt"));
                const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
                document.querySelector(".o_bpm_paper_drop").dispatchEvent(drop);
            },
        },
        { content: "Each is a paper", trigger: ".o_data_row:contains(first letter), .o_kanban_record:contains(first letter)" },
        { trigger: ".o_data_row:contains(second letter), .o_kanban_record:contains(second letter)" },
    ],
});
