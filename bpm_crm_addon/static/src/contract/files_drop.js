import { useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

import { tooLarge } from "../document/upload";
import { filesOf } from "./folder";

const MOST = 100; // as the server takes them
const AT_ONCE = 5;

/** Odoo's field for many files, as a place to drop them on, whole folders too. */
export class FilesDrop extends Many2ManyBinaryField {
    static template = "bpm_crm_addon.FilesDrop";

    setup() {
        super.setup();
        this.http = useService("http");
        this.folder = useRef("folder");
        this.state = useState({ over: false, left: 0 });
    }

    async onDrop(ev) {
        this.state.over = false;
        await this.take(await filesOf(ev.dataTransfer));
    }

    async onChooseFolder(ev) {
        await this.take([...ev.target.files].filter((file) => !file.name.startsWith(".")));
        ev.target.value = "";
    }

    async take(files) {
        if (!files.length || this.state.left) {
            return;
        }
        const refusal =
            this.files.length + files.length > MOST
                ? _t("%s files are too many: at most 100 at a time.", this.files.length + files.length)
                : tooLarge(files);
        if (refusal) {
            this.notification.add(refusal, { type: "warning" });
            return;
        }
        this.state.left = files.length;
        try {
            for (let start = 0; start < files.length; start += AT_ONCE) {
                await this.send(files.slice(start, start + AT_ONCE));
            }
        } finally {
            this.state.left = 0;
        }
    }

    async send(files) {
        const answer = await this.http.post(
            "/web/binary/upload_attachment",
            { csrf_token: odoo.csrf_token, ufile: files, model: this.props.record.resModel, id: 0 },
            "text"
        );
        await this.onFileUploaded(JSON.parse(answer));
        this.state.left -= files.length;
    }
}

registry.category("fields").add("bpm_files_drop", { ...many2ManyBinaryField, component: FilesDrop });
