import { registry } from "@web/core/registry";

const STEP = (name) => `.o_bpm_setup_step[data-name=${name}]`;
const DONE = (name) => `${STEP(name)}[data-done='1']`;
const LINE = (kind) => `.o_bpm_line[data-kind=${kind}]`;

/** Type a name and take what is offered. */
function choose(field, name) {
    return [
        { content: `Type ${name}`, trigger: `.o_bpm_setup_${field} input`, run: `edit ${name}` },
        {
            content: `Choose ${name}`,
            trigger: `.o_bpm_setup_${field} .o-autocomplete--dropdown-item a:contains(${name})`,
            run: "click",
        },
        { content: "It stays", trigger: `.o_bpm_setup_${field}:not(:has(.o-autocomplete--dropdown-menu))` },
    ];
}

/** Put the slider of a limit where it says so, as a finger or an arrow key would. */
function slideTo(name, value) {
    return {
        content: `Slide to ${value}`,
        trigger: `input[name=${name}_slider]`,
        run: ({ anchor }) => {
            anchor.value = String(value);
            anchor.dispatchEvent(new Event("input", { bubbles: true }));
        },
    };
}

// === The ten minutes, part by part (ux.md 4.3) === //

registry.category("web_tour.tours").add("bpm_ten_xray", {
    steps: () => [
        { content: "The first thing to do is open", trigger: `${STEP("xray")}.o_open` },
        { content: "Open the X-ray", trigger: `${STEP("xray")} .o_bpm_setup_act`, run: "click" },
        {
            content: "It is read",
            trigger: ".o_bpm_xray_page:has(.o_bpm_xray_card):not(:has(.o_bpm_xray_card[aria-busy=true]))",
        },
        { content: "Back to the list", trigger: ".o_back_button, .breadcrumb-item:contains(Set-up) a", run: "click" },
        { content: "The box is ticked, the next step is open", trigger: `${DONE("xray")} ~ ${STEP("names")}.o_open` },
    ],
});

registry.category("web_tour.tours").add("bpm_ten_two_names", {
    steps: () => [
        { content: "Two names are asked for", trigger: `${STEP("names")}.o_open` },
        ...choose("money", "Test finance"),
        { content: "One name ticks the box", trigger: DONE("names") },
        ...choose("contracts", "Test lawyer"),
        { content: "On to the first rule", trigger: `${STEP("names")} .o_bpm_setup_next:contains(first rule)`, run: "click" },
        { trigger: `${STEP("rule")}.o_open` },
    ],
});

registry.category("web_tour.tours").add("bpm_ten_first_rule", {
    steps: () => [
        { content: "Choose the rule", trigger: `${STEP("rule")} .o_bpm_setup_act`, run: "click" },
        { content: "The names are there already", trigger: ".o_dialog [name=money_user_id] input:value(Test finance)" },
        { content: "At 10 % many would have waited", trigger: ".o_bpm_slider_words:contains(At 10 %):contains(would have waited)" },
        slideTo("discount_limit", 48),
        { content: "At 24 % fewer", trigger: ".o_bpm_slider_words:contains(At 24 %)" },
        { content: "The number follows the slider", trigger: ".o_dialog [name=discount_limit] input:value(24.00)" },
        slideTo("discount_limit", 24),
        { content: "So does what waiting it means", trigger: ".o_bpm_slider_words:contains(At 12 %):contains(a week)" },
        { content: "Switch on", trigger: ".o_dialog button[name=action_switch_on]", run: "click" },
        { content: "Back on the list, and it is on", trigger: `${DONE("rule")} .o_bpm_setup_facts:contains(switched on):contains(12 %)` },
    ],
});

registry.category("web_tour.tours").add("bpm_ten_seller_asks", {
    steps: () => [
        { trigger: ".o_data_row:first .o_data_cell[name=discount]", run: "click" },
        { content: "20 % for this customer", trigger: ".o_data_row:first [name=discount] input", run: "edit 20" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "The line says who and why",
            trigger: `${LINE("needed")}:contains(Test leader):contains(12 %)`,
        },
        { content: "A word of explanation", trigger: ".o_bpm_line_comment", run: "edit Competitor offers 18 %" },
        { content: "Ask", trigger: "button[name=action_bpm_request_approval]", run: "click" },
        { trigger: `${LINE("waiting")}:contains(Waiting for Test leader)` },
    ],
});

registry.category("web_tour.tours").add("bpm_ten_leader_offers", {
    steps: () => [
        { content: "The number in the top bar", trigger: ".o_bpm_systray:contains(1)", run: "click" },
        { content: "Why, and the words", trigger: ".o_bpm_inbox_row:contains(Test customer):contains(Competitor offers 18 %)" },
        { content: "At another discount", trigger: ".o_bpm_inbox_row .o_bpm_offer", run: "click" },
        { trigger: "#o_bpm_offer_percent", run: "edit 15" },
        { content: "The new total", trigger: ".o_bpm_offer_total:contains(85.00)" },
        { trigger: "#o_bpm_offer_comment", run: "edit volume bonus later" },
        { trigger: ".o_bpm_decide:enabled", run: "click" },
        { content: "It waits for the seller", trigger: ".o_bpm_inbox_empty" },
    ],
});

registry.category("web_tour.tours").add("bpm_ten_seller_sends", {
    steps: () => [
        { content: "The offer", trigger: `${LINE("offer")}:contains(Test leader agrees at 15 %):contains(volume bonus later)` },
        { content: "One click", trigger: ".o_bpm_line_button[name=action_accept_offer]:contains(Accept 15 %)", run: "click" },
        { content: "Green", trigger: `${LINE("approved")}:contains(by Test leader)` },
        { content: "The sheet is at hand", trigger: ".o_bpm_line_sheet:contains(Approval sheet)" },
        { content: "Send", trigger: "button[name=action_quotation_send].btn-primary", run: "click" },
        { content: "Odoo's own mail", trigger: ".o_dialog:has(.o_mail_composer_form) button[name=action_send_mail]:enabled", run: "click" },
        { content: "It is out", trigger: ".o_arrow_button_current:contains(Quotation Sent)" },
    ],
});

registry.category("web_tour.tours").add("bpm_ten_director_looks", {
    steps: () => [
        { content: "Sentences first", trigger: ".o_bpm_sentence[data-name=waiting]", timeout: 30000 },
        { content: "Who gave the discount", trigger: ".o_bpm_desk_card[data-name=sellers] .o_bpm_desk_row:contains(Test seller):contains(15.00):contains(15.0 %)" },
        { content: "It opens the quotation", trigger: ".o_bpm_desk_row:contains(Test seller) .o_bpm_desk_title button", run: "click" },
        { trigger: ".o_data_row:contains(Test customer), .o_kanban_record:contains(Test customer)" },
    ],
});

// === The rest of the list === //

registry.category("web_tour.tours").add("bpm_setup_trial", {
    steps: () => [
        { content: "Open the step", trigger: `${STEP("trial")}:not(.o_open) .o_bpm_setup_title`, run: "click" },
        { content: "Send me a trial", trigger: `${STEP("trial")} .o_bpm_setup_send`, run: "click" },
        { content: "A picture for the phone", trigger: ".o_bpm_setup_code[src^='data:image']" },
        { content: "or here", trigger: ".o_bpm_setup_here", run: "click" },
        { content: "It is the real inbox", trigger: ".o_bpm_inbox_row:contains(trial)" },
        { content: "Decide", trigger: ".o_bpm_inbox_row .o_bpm_approve", run: "click" },
        { trigger: ".o_bpm_inbox_empty" },
        { content: "Back", trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { content: "The box is ticked", trigger: DONE("trial") },
        { trigger: `${STEP("trial")}:not(.o_open) .o_bpm_setup_title`, run: "click" },
        { content: "Away with it", trigger: ".o_bpm_setup_remove", run: "click" },
        { content: "The fact stays", trigger: `${DONE("trial")}:not(:has(.o_bpm_setup_remove))` },
    ],
});

const FIRST = ".o_bpm_setup_step:nth-child(1)";
const SECOND = ".o_bpm_setup_step:nth-child(2)";

registry.category("web_tour.tours").add("bpm_setup_skip", {
    steps: () => [
        { content: "Skip the first", trigger: `${FIRST}.o_open .o_bpm_setup_skip`, run: "click" },
        { content: "The second opens", trigger: `${SECOND}.o_open` },
        { content: "Take it up again", trigger: `${FIRST} .o_bpm_setup_skip:contains(Take up again)`, run: "click" },
        { trigger: `${FIRST}.o_open .o_bpm_setup_skip:contains(Skip)` },
    ],
});

// What a consultant would have to explain.
const TECHNICAL =
    /\b(gates?|slots?|digests?|resolvers?|quorums?|tokens?|suppress\w*|records?|domain)\b|[a-z]_[a-z]|\b(bpm|res|sale|ir)\.[a-z]+/i;

function readsPlain(name) {
    return [
        { content: `Open ${name}`, trigger: `${STEP(name)} .o_bpm_setup_title`, run: "click" },
        {
            content: `Read ${name}`,
            trigger: `${STEP(name)}.o_open .o_bpm_setup_body`,
            run: ({ anchor }) => {
                const page = anchor.closest(".o_bpm_setup_page").innerText;
                const found = page.match(TECHNICAL);
                if (found || page.length < 200) {
                    throw new Error(`On the page: ${found?.[0]} in: ${page}`);
                }
            },
        },
    ];
}

registry.category("web_tour.tours").add("bpm_setup_reads_plain", {
    steps: () => [
        { content: "Close the first", trigger: `${FIRST}.o_open .o_bpm_setup_title`, run: "click" },
        { trigger: ".o_bpm_setup:not(:has(.o_open))" },
        ...["names", "rule", "trial", "absence", "country"].flatMap(readsPlain),
    ],
});
