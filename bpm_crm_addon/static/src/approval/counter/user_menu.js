import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** "I'm away…": who decides instead of me, and until when; three clicks from any page. */
export function awayItem(env) {
    return {
        type: "item",
        id: "bpm_away",
        description: _t("I'm away…"),
        callback: () => env.services.action.doAction("bpm_crm_addon.action_bpm_absence"),
        sequence: 55,
    };
}

registry.category("user_menuitems").add("bpm_away", awayItem);
