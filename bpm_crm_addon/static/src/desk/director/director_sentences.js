import { Component, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/**
 * Sentences with figures; a tap on one opens its list. On the director's page and on My Desk.
 *
 * `card.sentences` is what `bpm.director.sentences()` returns; `reload` is called when what a
 * sentence opened was closed again.
 */
export class DirectorSentences extends Component {
    static template = "bpm_crm_addon.DirectorSentences";
    static props = { card: Object, reload: { type: Function, optional: true }, "*": true };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ busy: false });
    }

    figureClass(part) {
        const tones = { good: "text-success", warning: "text-warning-emphasis", danger: "text-danger" };
        return `fw-bolder ${tones[part.tone] || ""}`;
    }

    async open(name, key) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const action = await this.orm.call("bpm.director", "director_open", [name, key]);
            await this.action.doAction(action, { onClose: () => this.props.reload?.() });
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("bpm_desk_cards").add("director", DirectorSentences);
