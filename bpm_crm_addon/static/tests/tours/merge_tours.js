import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("bpm_steward_merges", {
    steps: () => [
        { content: "Mark both cards", trigger: ".o_data_row:contains(Twin One) .o_list_record_selector input", run: "click" },
        { trigger: ".o_data_row:contains(Twin Two) .o_list_record_selector input", run: "click" },
        { trigger: ".o_control_panel .o_cp_action_menus .dropdown-toggle", run: "click" },
        { trigger: ".o-dropdown--menu:not(:has(.o_menu_item:contains(/^Merge$/))) .o_menu_item:contains(Merge…)", run: "click" },
        { content: "The phone number is the only one there", trigger: ".o_bpm_merge_row:contains(Phone) .o_wins:contains(555)" },
        { content: "The other name is the better one", trigger: ".o_bpm_merge_row:contains(/^Name/) .o_bpm_merge_cell:not(.o_wins)", run: "click" },
        { trigger: ".o_bpm_merge_row:contains(chosen by hand) .o_wins:contains(Twin Two)" },
        { trigger: ".o_bpm_merge_follow:contains(Orders and quotations)" },
        { trigger: "button[name=action_merge]", run: "click" },
        { content: "Until when it can be undone", trigger: ".o_bpm_merge_outcome:contains(Can be undone until)" },
        { trigger: "button[name=action_undo]", run: "click" },
        { trigger: ".o_bpm_merge_outcome:contains(separate again)" },
    ],
});

tours.add("bpm_leader_hands_over", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=from_id] input", run: "edit Tour Leaver" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Tour Leaver)", run: "click" },
        { trigger: ".o_field_widget[name=to_ids] input", run: "edit Tour Heir" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Tour Heir)", run: "click" },
        { content: "What moves is counted before", trigger: ".o_field_widget[name=client_count]:contains(1)" },
        { trigger: ".o_field_widget[name=quote_count]:contains(2)" },
        { trigger: "button[name=action_hand_over]", run: "click" },
        { content: "The receiver's list", trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Twin One)" },
        { trigger: "button[name=action_reverse]" },
    ],
});
