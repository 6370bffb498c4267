import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

/**
 * “Approve at … %”: the percent, and what would come of it, before it is sent.
 *
 * `decide({ percent, comment })` is called once, when the person presses the main button.
 */
export class OfferDialog extends Component {
    static template = "bpm_crm_addon.OfferDialog";
    static components = { Dialog };
    static props = {
        requestId: Number,
        name: { type: String, optional: true },
        decide: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ percent: "", comment: "", preview: null });
        this.percent = useRef("percent");
        this.onPercent = useDebounced(() => this.look(), 250);
        onWillStart(() => this.look(null));
        useEffect(
            (field) => {
                field?.focus();
                field?.select();
            },
            () => [this.percent.el]
        );
    }

    get title() {
        return this.props.name ? _t("Approve at…: %s", this.props.name) : _t("Approve at…");
    }

    /** What is typed as a number, whichever decimal sign the person uses. */
    get typed() {
        const text = String(this.state.percent).trim().replace("%", "").replace(",", ".").trim();
        return text && Number.isFinite(Number(text)) ? Number(text) : NaN;
    }

    get problem() {
        return this.state.preview?.problem || "";
    }

    get canDecide() {
        return !this.problem && this.state.preview?.percent === this.typed;
    }

    get totals() {
        const { total, total_before, currency_id } = this.state.preview;
        return {
            before: formatCurrency(total_before, currency_id),
            after: formatCurrency(total, currency_id),
        };
    }

    get lines() {
        const { lines, values, currency_id } = this.state.preview;
        return lines
            .filter((line) => values.order_line[line.id])
            .map((line) => ({
                ...line,
                price: formatCurrency(line.price_unit, currency_id),
                discountText: line.discount ? `−${line.discount} %` : "",
            }));
    }

    /** Ask the server what the typed percent means; null: which one it proposes. */
    async look(percent = this.typed) {
        if (Number.isNaN(percent)) {
            this.state.preview = { problem: _t("Give the discount in percent, between 0 and 100.") };
            return;
        }
        const asked = (this.asked = Symbol());
        const preview = await this.orm.silent.call("bpm.approval.request", "bpm_offer_preview", [
            [this.props.requestId],
            percent,
        ]);
        if (asked !== this.asked) {
            return;
        }
        this.state.preview = preview;
        if (percent === null && preview.percent !== undefined && preview.percent !== null) {
            this.state.percent = String(preview.percent);
        }
    }

    async onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            await this.look();
            this.decide();
        }
    }

    decide() {
        if (this.canDecide) {
            this.props.decide({ percent: this.typed, comment: this.state.comment.trim() });
            this.props.close();
        }
    }
}
