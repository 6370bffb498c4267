import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";

const { DateTime } = luxon;

/** "11:20" today, "tomorrow 16:00", "3/12 16:00" further away. */
export function shortTime(value, now = DateTime.now()) {
    const at = deserializeDateTime(value.replace("T", " ").slice(0, 19));
    const time = at.toLocaleString(DateTime.TIME_SIMPLE);
    const days = Math.round(at.startOf("day").diff(now.startOf("day"), "days").days);
    if (days === 0) {
        return time;
    }
    if (days === 1) {
        return _t("tomorrow %s", time);
    }
    if (days === -1) {
        return _t("yesterday %s", time);
    }
    return `${formatDate(at)} ${time}`;
}

/** When a decision is due, for a person in a hurry: { text, level }. */
export function dueLabel(value, now = DateTime.now()) {
    if (!value) {
        return { text: "", level: "muted" };
    }
    const at = deserializeDateTime(value.replace("T", " ").slice(0, 19));
    if (at < now) {
        return { text: _t("overdue %s", shortSpan(now.diff(at, "minutes").minutes)), level: "danger" };
    }
    const soon = at.diff(now, "hours").hours < 2;
    return { text: _t("due %s", shortTime(value, now)), level: soon ? "warning" : "muted" };
}

/** A span of minutes in its largest sensible unit: "25 min", "2 h", "3 d". */
export function shortSpan(minutes) {
    if (minutes < 60) {
        return _t("%s min", Math.max(1, Math.round(minutes)));
    }
    if (minutes < 48 * 60) {
        return _t("%s h", Math.round(minutes / 60));
    }
    return _t("%s d", Math.round(minutes / 60 / 24));
}
