import { Component, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

/**
 * Step two: what each column holds. A choice is corrected in its list, or by dragging one
 * column's meaning onto another: they change places.
 */
export class ImportColumns extends Component {
    static template = "bpm_crm_addon.ImportColumns";
    static props = { page: Object, busy: Boolean, onTable: Function, onLook: Function, onAnew: Function };

    setup() {
        const { columns, automations } = this.props.page;
        this.state = useState({
            columns: columns.map(({ target, mode }) => ({ target: target || "", mode })),
            automations,
            save: false,
            name: this.props.page.profile,
            dragged: false,
        });
        this.modes = [
            ["fill", _t("fill gaps only")],
            ["overwrite", _t("overwrite")],
            ["keep", _t("only for new ones")],
        ];
    }

    get understood() {
        const count = this.state.columns.filter((column) => column.target).length;
        return _t("%(rows)s rows · %(understood)s of %(columns)s columns understood", {
            rows: this.props.page.rows,
            understood: count,
            columns: this.state.columns.length,
        });
    }

    tableLabel(table) {
        const about = table.title || table.headings.join(", ");
        return _t("%(title)s (%(rows)s rows)", { title: about, rows: table.rows });
    }

    swap(number) {
        const { dragged, columns } = this.state;
        if (dragged !== false && dragged !== number) {
            [columns[dragged].target, columns[number].target] = [columns[number].target, columns[dragged].target];
        }
        this.state.dragged = false;
    }

    look() {
        this.props.onLook({
            columns: this.state.columns.map(({ target, mode }) => [target || false, mode]),
            automations: this.state.automations,
            profileName: this.state.save && this.state.name.trim(),
        });
    }
}
