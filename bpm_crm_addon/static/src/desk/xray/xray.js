import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";

import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { shortTime } from "../../approval/time";
import { XrayCard } from "./xray_card";

const MODEL = "bpm.xray";

/**
 * The X-ray: what a database already tells, card by card. Nothing is written.
 *
 * It opens at once with empty cards and fills them one after another, so that a large database
 * shows the first sentences while the others are still being counted. Whoever comes back from a
 * list finds the figures as they were left.
 */
export class Xray extends Component {
    static template = "bpm_crm_addon.Xray";
    static components = { Layout, XrayCard };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.state = useState(this.props.state?.xray || { cards: [], readAt: "" });
        this.closed = false;
        useSetupAction({ getLocalState: () => ({ xray: this.finished ? this.state : undefined }) });
        onWillStart(() => this.state.cards.length || this.prepare());
        onMounted(() => this.fill());
        onWillUnmount(() => {
            this.closed = true;
        });
    }

    get finished() {
        return this.state.cards.length > 0 && this.state.cards.every((card) => card.sentences || card.failed);
    }

    get readAtLabel() {
        return _t("As of %s", shortTime(this.state.readAt));
    }

    /** The cards' titles, before anything is counted. */
    async prepare() {
        const cards = await this.orm.call(MODEL, "xray_cards");
        this.state.cards = cards.map((card) => ({ ...card, sentences: false, failed: "" }));
        this.state.readAt = serializeDateTime(luxon.DateTime.now());
    }

    /** Count what is still empty, one card after another. */
    async fill() {
        for (const card of this.state.cards) {
            if (this.closed) {
                return;
            }
            if (!card.sentences) {
                await this.read(card);
            }
        }
    }

    async read(card) {
        try {
            card.failed = "";
            Object.assign(card, await this.orm.silent.call(MODEL, "xray_card", [card.name]));
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            card.failed = error.data?.message || error.message;
        }
    }

    async readAgain() {
        await this.prepare();
        await this.fill();
    }

    async open(card, key) {
        this.action.doAction(await this.orm.call(MODEL, "xray_open", [card.name, key]));
    }

    print() {
        return this.action.doAction("bpm_crm_addon.action_report_xray");
    }
}

registry.category("actions").add("bpm_xray", Xray);
