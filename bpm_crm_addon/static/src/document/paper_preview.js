import { Component } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The newest version of a paper, shown in the page where a browser can show it. */
export class PaperPreview extends Component {
    static template = "bpm_crm_addon.PaperPreview";
    static props = { ...standardWidgetProps };

    get data() {
        return this.props.record.data;
    }

    get version() {
        return !this.data.disposed_at && this.data.current_version_id;
    }

    get name() {
        return this.data.file_name;
    }

    get kind() {
        const mimetype = (this.version && (this.data.has_pdf ? "application/pdf" : this.data.mimetype)) || "";
        if (mimetype === "application/pdf") {
            return "pdf";
        }
        if (mimetype === WORD) {
            return "word";
        }
        return mimetype === "text/plain" ? "text" : mimetype.startsWith("image/") ? "image" : "";
    }

    url(how) {
        return `/bpm/paper/${this.version.id}/${how}`;
    }
}

registry.category("view_widgets").add("bpm_paper_preview", {
    component: PaperPreview,
    fieldDependencies: [
        { name: "current_version_id", type: "many2one" },
        { name: "file_name", type: "char" },
        { name: "mimetype", type: "char" },
        { name: "has_pdf", type: "boolean" },
        { name: "disposed_at", type: "datetime" },
    ],
});
