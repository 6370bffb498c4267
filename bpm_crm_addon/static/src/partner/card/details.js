import { Component, onWillStart, onWillUnmount, onWillUpdateProps, xml } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { parseXML } from "@web/core/utils/xml";
import { extractFieldsFromArchInfo } from "@web/model/relational_model/utils";
import { FormArchParser } from "@web/views/form/form_arch_parser";
import { FormRenderer } from "@web/views/form/form_renderer";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * A tab of attributes. Its form and its values are read when the tab is opened: the record of the
 * form around it gets more fields then, so that all is saved and discarded together. Once the tab
 * is left and nothing is unsaved, they are not read any more.
 */
export class Details extends Component {
    static template = xml`
        <FormRenderer archInfo="archInfo" record="props.record" readonly="props.readonly" class="'o_bpm_details'"/>`;
    static components = { FormRenderer };
    static props = { ...standardWidgetProps, tab: String };

    setup() {
        this.orm = useService("orm");
        onWillStart(async () => {
            await this.readForm();
            await this.extend(this.props.record);
        });
        onWillUpdateProps((next) => this.extend(next.record));
        onWillUnmount(() => this.leave());
    }

    async readForm() {
        const { resModel } = this.props.record;
        const told = await this.orm.cache().call(resModel, "bpm_details", [this.props.tab]);
        const fields = Object.fromEntries(
            Object.entries(told.models).map(([model, { fields }]) => [model, { fields }])
        );
        this.fields = told.models[resModel].fields;
        this.archInfo = new FormArchParser().parse(parseXML(told.views.form.arch), fields, resModel);
    }

    /** Have the record read, keep and save the fields of this tab. */
    async extend(record) {
        const all = extractFieldsFromArchInfo(this.archInfo, this.fields);
        const missing = Object.keys(all.activeFields).filter((name) => !(name in record.activeFields));
        if (!missing.length) {
            return;
        }
        const pick = (things) => Object.fromEntries(missing.map((name) => [name, things[name]]));
        const config = { ...record.config, fields: all.fields, activeFields: pick(all.activeFields) };
        const values = await this.read(record, config);
        const { activeFields, fields } = record.config;
        record.model._updateConfig(
            record.config,
            { activeFields: { ...activeFields, ...config.activeFields }, fields: { ...fields, ...pick(all.fields) } },
            { reload: false }
        );
        record._applyValues({ ...record._getDefaultValues(missing), ...values });
    }

    async read(record, config) {
        if (record.isNew) {
            return record.model._onchange(config, { evalContext: record.evalContext });
        }
        const [{ id: _id, ...values }] = await record.model._loadRecords(config, record.evalContext);
        return values;
    }

    /** After what was typed last has arrived: stop reading the fields, or wait until it is saved. */
    async leave() {
        const { record } = this.props;
        const { model } = record;
        await model.mutex.exec(() => {});
        const drop = () => {
            if (!model.root.dirty) {
                model.bus.removeEventListener("update", drop);
                this.forget(model.root.config, model);
            }
        };
        model.bus.addEventListener("update", drop);
        drop();
    }

    forget(config, model) {
        const mine = ([name]) => name.startsWith("x_bpm_") && name in this.fields;
        const kept = Object.entries(config.activeFields).filter((entry) => !mine(entry));
        const activeFields = Object.fromEntries(kept);
        model._updateConfig(config, { activeFields }, { reload: false });
    }
}

registry.category("view_widgets").add("bpm_details", {
    component: Details,
    extractProps: ({ options }) => ({ tab: options.tab }),
});
