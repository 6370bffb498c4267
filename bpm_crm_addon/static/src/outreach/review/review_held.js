import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

/** Who gets no reminder although money is due, by reason. */
export class ReviewHeld extends Component {
    static template = "bpm_crm_addon.ReviewHeld";
    static props = { held: Array, title: String, open: Boolean, onOpen: Function };

    more(group) {
        return _t("and %s more", group.count - group.rows.length);
    }
}
