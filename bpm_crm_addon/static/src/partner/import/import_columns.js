import { Component, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** The choice that is no meaning yet: a data steward makes an attribute of the column. */
const ADD = "+";
/** Between the name of a table and that of its column. */
const SIGN = " › ";

/**
 * Step two: what each column holds. A choice is corrected in its list, or by dragging one
 * column's meaning onto another: they change places. What the company does not ask yet becomes
 * an attribute on the spot.
 */
export class ImportColumns extends Component {
    static template = "bpm_crm_addon.ImportColumns";
    static props = { page: Object, busy: Boolean, onTable: Function, onLook: Function, onAnew: Function, readTargets: Function };

    setup() {
        this.action = useService("action");
        this.add = ADD;
        const { columns, automations } = this.props.page;
        this.state = useState({
            columns: columns.map(({ target, mode }) => ({ target: target || "", mode })),
            automations,
            save: false,
            name: this.props.page.profile,
            dragged: false,
            round: 0,
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

    /** Columns of a table stand below its name: the list shows what tells them apart. */
    get targets() {
        const plain = [];
        const tables = {};
        for (const [target, name] of this.props.page.targets) {
            if (target.startsWith("table:")) {
                const [title, column] = name.split(SIGN);
                (tables[title] ||= []).push([target, column || title]);
            } else {
                plain.push([target, name]);
            }
        }
        return { plain, tables: Object.entries(tables).map(([title, columns]) => ({ title, columns })) };
    }

    tableLabel(table) {
        const about = table.title || table.headings.join(", ");
        return _t("%(title)s (%(rows)s rows)", { title: about, rows: table.rows });
    }

    async choose(number, target) {
        if (target === ADD) {
            await this.addAttribute(number);
        } else {
            this.state.columns[number].target = target;
        }
    }

    /** The dialog of a new attribute, with the heading as its name; then the column holds it. */
    async addAttribute(number) {
        const { heading, type } = this.props.page.columns[number];
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("New attribute"),
                res_model: "bpm.partner.attribute",
                views: [[false, "form"]],
                target: "new",
                context: { default_name: heading, default_type: type || "char" },
            },
            { onClose: () => this.takeAdded(number) }
        );
    }

    async takeAdded(number) {
        const before = new Set(this.props.page.targets.map(([target]) => target));
        const added = (await this.props.readTargets()).find(([target]) => !before.has(target));
        if (added) {
            this.state.columns[number].target = added[0];
        }
        this.state.round++; // the list shows what the column holds, and not the choice to add
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
