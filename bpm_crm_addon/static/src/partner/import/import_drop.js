import { Component, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

const STATES = {
    draft: _t("not finished"),
    mapped: _t("not finished"),
    previewed: _t("not finished"),
    running: _t("under way"),
    done: _t("imported"),
    undone: _t("undone"),
};

/** Step one: one place to drop a file on, or to choose one; below it, what was imported lately. */
export class ImportDrop extends Component {
    static template = "bpm_crm_addon.ImportDrop";
    static props = { last: Array, busy: Boolean, onFile: Function, onOpen: Function, onPlain: Function };

    setup() {
        this.state = useState({ over: false });
        this.input = useRef("input");
    }

    stateOf(line) {
        return STATES[line.state];
    }

    wordsOf(line) {
        const { created, updated, rejected } = line.counts;
        return line.state === "done"
            ? _t("%(created)s created · %(updated)s updated · %(rejected)s not imported", { created, updated, rejected })
            : _t("%s rows", line.rows);
    }

    onDrop(ev) {
        this.state.over = false;
        this.take(ev.dataTransfer.files);
    }

    onChoose(ev) {
        this.take(ev.target.files);
    }

    take(files) {
        if (files.length && !this.props.busy) {
            this.props.onFile(files[0]);
        }
    }
}
