import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

/** The company's country, kept when chosen, and which languages are not installed yet. */
export class SetupCountry extends Component {
    static template = "bpm_crm_addon.SetupCountry";
    static components = { RecordSelector };
    static props = { country: Object, languages: Array, save: Function };

    get missing() {
        return _t("Not installed: %s", this.props.languages.join(", "));
    }
}
