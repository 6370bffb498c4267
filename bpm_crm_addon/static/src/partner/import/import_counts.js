import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

/** How many rows create, change, leave alone, and are not imported. */
export class ImportCounts extends Component {
    static template = "bpm_crm_addon.ImportCounts";
    static props = { counts: Object };

    get shown() {
        const { counts } = this.props;
        return [
            ["created", _t("new"), counts.created || 0],
            ["updated", _t("updated"), counts.updated || 0],
            ["unchanged", _t("unchanged"), counts.unchanged || 0],
            ["rejected", _t("not imported"), counts.rejected || 0],
        ];
    }
}
