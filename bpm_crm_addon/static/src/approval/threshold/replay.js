import { _t } from "@web/core/l10n/translation";

/**
 * The past as the server counted it: where the slider stands, and how many quotations lay above.
 * See engine/threshold_replay.py; here is only what has to follow the finger.
 */

/** The slider's step for a limit: the last one at or below it. */
export function stepOf(values, limit) {
    let step = 0;
    while (step + 1 < values.length && values[step + 1] <= limit) {
        step++;
    }
    return step;
}

/** How many of the past quotations a limit would have stopped. */
export function stoppedBy(replay, limit) {
    return replay.above[stepOf(replay.values, limit)];
}

/**
 * What lies between the steps, as at most `most` bars of the same width.
 *
 * @returns {{count: number, upTo: number}[]} upTo: the last step that belongs to the bar
 */
export function barsOf(replay, most = 40) {
    const width = Math.ceil((replay.values.length - 1) / most) || 1;
    const bars = [];
    for (let step = 0; step + 1 < replay.values.length; step += width) {
        const upTo = Math.min(step + width, replay.values.length - 1);
        bars.push({ count: replay.above[step] - replay.above[upTo], upTo });
    }
    return bars;
}

/** “1 240”, “0.4”: as people count. */
export function counted(number) {
    const digits = number > 0 && number < 9.95 && number % 1 ? 1 : 0;
    return new Intl.NumberFormat(document.documentElement.lang || undefined, {
        maximumFractionDigits: digits,
    }).format(number);
}

/** What a limit would have meant in the last twelve months, in two sentences. */
export function sentencesOf(replay, limit, label) {
    if (!replay.quotes) {
        return [_t("No quotations in the last 12 months: watch the rule first and decide later.")];
    }
    const stopped = stoppedBy(replay, limit);
    const of = { limit: label, stopped: counted(stopped), quotes: counted(replay.quotes) };
    const sentences = [];
    if (stopped) {
        const share = counted((100 * stopped) / replay.quotes);
        sentences.push(
            _t("At %(limit)s: %(stopped)s of %(quotes)s quotations would have waited (%(share)s %).", { ...of, share })
        );
        if (replay.enough) {
            sentences.push(waitingOf(replay, stopped));
        }
    } else {
        sentences.push(_t("At %(limit)s: none of %(quotes)s quotations would have waited.", of));
    }
    if (!replay.enough) {
        sentences.push(_t("So few tell little: watch the rule for a while."));
    }
    return sentences;
}

function waitingOf(replay, stopped) {
    const week = stopped / replay.weeks;
    const words = { count: counted(week), hours: counted(replay.hours), waiting: counted(week * replay.hours) };
    if (replay.assumed) {
        return _t(
            "About %(count)s a week. If an answer takes %(hours)s h (too few were given here yet to tell): %(waiting)s h of waiting a week.",
            words
        );
    }
    return _t("About %(count)s a week, usually %(hours)s h each: %(waiting)s h of waiting a week.", words);
}
