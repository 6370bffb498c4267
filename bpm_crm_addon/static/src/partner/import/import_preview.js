import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { ImportCounts } from "./import_counts";

const KINDS = {
    created: _t("New"),
    updated: _t("Changes"),
    rejected: _t("Not imported"),
};

/** Step three: what would change, before anything is written. */
export class ImportPreview extends Component {
    static template = "bpm_crm_addon.ImportPreview";
    static components = { ImportCounts };
    static props = { page: Object, busy: Boolean, onRun: Function, onBack: Function };

    get preview() {
        return this.props.page.preview;
    }

    /** Rows with changes of values first: those need a look; then refused ones, then new ones. */
    get rows() {
        const order = ["updated", "rejected", "created"];
        return [...this.preview.rows].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
    }

    get willWrite() {
        const { created = 0, updated = 0 } = this.preview.counts;
        return created + updated;
    }

    get runLabel() {
        return _t("Import %s rows", this.props.page.rows - (this.preview.counts.rejected || 0));
    }

    get partWords() {
        return _t("The first %(seen)s of %(rows)s rows were looked through.", {
            seen: this.preview.of,
            rows: this.props.page.rows,
        });
    }

    kindOf(row) {
        return KINDS[row.outcome];
    }
}
