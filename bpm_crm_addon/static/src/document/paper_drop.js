import { Component, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { tellRefusal } from "../refusal";
import { readFiles, tooLarge } from "./upload";

/**
 * A place to drop files on, or to take a photo. On a paper: its next version. On a dossier: a paper
 * of each file.
 */
export class PaperDrop extends Component {
    static template = "bpm_crm_addon.PaperDrop";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ over: false, busy: false, kinds: [], kind: "", note: "" });
        this.input = useRef("input");
        this.camera = useRef("camera");
        onWillStart(() => this.loadKinds());
        onWillUpdateProps(() => this.loadKinds());
    }

    /** On a dossier: the papers that are asked for and not there yet. */
    async loadKinds() {
        const { record } = this.props;
        if (!this.isPaper && record.resId) {
            this.state.kinds = await this.orm.silent.call("bpm.dossier", "bpm_kinds_asked", [[record.resId]]);
        }
    }

    get isPaper() {
        return this.props.record.resModel === "bpm.document";
    }

    onDrop(ev) {
        this.state.over = false;
        this.take(ev.dataTransfer.files);
    }

    async onChoose(ev) {
        await this.take(ev.target.files);
        ev.target.value = "";
    }

    async take(files) {
        if (!files.length || this.state.busy) {
            return;
        }
        const refusal = tooLarge(files);
        if (refusal) {
            this.notification.add(refusal, { type: "warning" });
            return;
        }
        this.state.busy = true;
        try {
            await this.send(await readFiles(files));
        } catch (error) {
            tellRefusal(this.notification, error);
        } finally {
            this.state.busy = false;
        }
    }

    async send(files) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        if (this.isPaper) {
            const [file] = files;
            const version = { ...file, note: this.state.note.trim() || false };
            await this.orm.call("bpm.document", "bpm_upload_version", [[record.resId], [version, ...files.slice(1)]]);
            this.state.note = "";
        } else {
            const { kinds, kind } = this.state;
            const chosen = kinds.find((one) => String(one.type_id) === kind);
            await this.orm.call("bpm.dossier", "bpm_upload", [[record.resId], files], chosen || {});
            this.state.kind = "";
        }
        await record.model.load();
    }
}

registry.category("view_widgets").add("bpm_paper_drop", {
    component: PaperDrop,
    fieldDependencies: [],
});
