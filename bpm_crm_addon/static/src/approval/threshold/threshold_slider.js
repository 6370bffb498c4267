import { Component } from "@odoo/owl";

import { formatMonetary } from "@web/views/fields/formatters";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { barsOf, counted, sentencesOf, stepOf } from "./replay";

/**
 * A limit on a slider, over the company's own last twelve months: how many quotations it would
 * have stopped, and what waiting that means. The past came with the form; moving asks nobody.
 */
export class ThresholdSlider extends Component {
    static template = "bpm_crm_addon.ThresholdSlider";
    static props = {
        ...standardFieldProps,
        replay: String,
        percent: { type: Boolean, optional: true },
        label: { type: String, optional: true },
    };

    get replay() {
        return this.props.record.data[this.props.replay] || null;
    }

    get limit() {
        return this.props.record.data[this.props.name] || 0;
    }

    get lastStep() {
        return this.replay.values.length - 1;
    }

    get step() {
        return stepOf(this.replay.values, this.limit);
    }

    get sentences() {
        return sentencesOf(this.replay, this.limit, this.labelOf(this.limit));
    }

    /** Heights by the square root: a few high discounts stay visible beside many low ones. */
    get bars() {
        const bars = barsOf(this.replay);
        const highest = Math.max(1, ...bars.map((bar) => bar.count));
        return bars.map((bar) => ({
            height: bar.count ? Math.max(6, 100 * Math.sqrt(bar.count / highest)) : 0,
            stopped: this.replay.values[bar.upTo] > this.limit,
        }));
    }

    labelOf(limit) {
        return this.props.percent
            ? _t("%s %", counted(limit))
            : formatMonetary(limit, {
                  currencyId: this.props.record.data.currency_id?.id,
                  digits: [16, 0],
              });
    }

    onInput(ev) {
        this.props.record.update({ [this.props.name]: this.replay.values[Number(ev.target.value)] });
    }
}

export const thresholdSlider = {
    component: ThresholdSlider,
    supportedTypes: ["float", "monetary"],
    extractProps: ({ options, string }) => ({
        replay: options.replay,
        percent: Boolean(options.percent),
        label: string,
    }),
};
registry.category("fields").add("bpm_threshold_slider", thresholdSlider);
