import { Component } from "@odoo/owl";

import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ImportCounts } from "./import_counts";

/** The last step: progress while rows are imported, then what became of them, and the way back. */
export class ImportResult extends Component {
    static template = "bpm_crm_addon.ImportResult";
    static components = { ImportCounts };
    static props = { page: Object, busy: Boolean, onUndo: Function, onSettle: Function, onAnew: Function, onCounterparties: Function };

    setup() {
        this.dialog = useService("dialog");
    }

    get percent() {
        const { progress, rows } = this.props.page;
        return rows ? Math.floor((100 * progress) / rows) : 100;
    }

    get progressWords() {
        const { progress, rows } = this.props.page;
        return _t("%(done)s of %(rows)s rows", { done: progress, rows });
    }

    get hasWritten() {
        const { created, updated } = this.props.page.counts;
        return created + updated > 0;
    }

    get rejectedUrl() {
        return `/bpm_crm_addon/import/${this.props.page.id}/rejected`;
    }

    get archivedWords() {
        return _t("%s counterparties are in use by now: they were archived instead of removed.", this.props.page.archived);
    }

    get keptWords() {
        return _t("%s values were changed by somebody since: they stay as they are.", this.props.page.kept);
    }

    undo() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Undo this import?"),
            body: _t(
                "New counterparties are removed, or archived where something refers to them already. Changed values become what they were, unless somebody changed them since."
            ),
            confirmLabel: _t("Undo the import"),
            confirm: () => this.props.onUndo(),
            cancel: () => {},
        });
    }
}
