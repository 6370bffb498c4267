"""The questions of invariants.py: each returns the names of what should not exist."""

from .sale_order_content import BY_CARRIER, HEADER, LINES, is_usual, usual_content

HEADER_KEYS, LINE_KEYS = (f"ARRAY[{', '.join(map(repr, names))}]" for names in (HEADER, LINES))

# What the fingerprint function computes for one quotation, here in one sweep over all: less than
# half the time. Lines without their numbers, which are no part of what is compared.
FINGERPRINT = f"encode(sha256(convert_to('1' || ({usual_content(LINES)})::text, 'UTF8')), 'hex')"
PROOF = f"""bpm_sale_order_digest(
                bpm_sale_order_content(j.document, {HEADER_KEYS}, {LINE_KEYS}, NULL))"""

# ``usual``: approved by the shipped list of fields. ``by_orm``: by a list that SQL cannot compare.
# What passed before there was any control is left out: one entry stands for all up to a number, as
# long as nothing was noted about the document since.
UNPROVEN_QUOTATIONS = f"""
WITH control AS (
    SELECT bool_or(gate = 'send') AS sending
      FROM bpm_approval_route
     WHERE model_name = 'sale.order' AND state = 'active' AND active AND gate IN ('send', 'confirm')
    HAVING count(*) > 0
), before AS (
    SELECT id, (data ->> 'max_id')::integer AS max_id
      FROM bpm_journal
     WHERE event = 'passed_before_control' AND res_model = 'sale.order'
), noted AS (
    SELECT res_id, max(id) AS last FROM bpm_journal
     WHERE res_model = 'sale.order'
       AND event IN ('passed', 'no_route', 'own_authority', 'changed_after')
     GROUP BY res_id
), past AS (
    SELECT o.id, o.name
      FROM control, sale_order o LEFT JOIN noted ON noted.res_id = o.id
     WHERE (o.state = 'sale' OR (o.state = 'sent' AND control.sending))
       AND NOT EXISTS (SELECT FROM before
                        WHERE max_id >= o.id AND before.id > coalesce(noted.last, 0))
), versions AS (
    SELECT v.id,
           ARRAY(SELECT jsonb_array_elements_text(v.data -> 'keys')) AS keys,
           CASE WHEN v.data -> 'lines' ? 'order_line' THEN ARRAY(
               SELECT jsonb_array_elements_text(v.data -> 'lines' -> 'order_line')) END AS lines,
           EXISTS (SELECT FROM jsonb_object_keys(v.data -> 'lines') k WHERE k <> 'order_line')
           OR EXISTS (SELECT FROM ir_model_fields f
                       WHERE f.model = 'sale.order' AND v.data -> 'keys' ? f.name
                         AND f.name <> 'quotation_document_ids'
                         AND f.ttype IN ('many2many', 'one2many')) AS by_orm
      FROM bpm_approval_version v
), asked AS (
    SELECT p.id AS document, p.name, r.id AS request, r.digest, v.keys, v.lines, v.by_orm,
           {is_usual("v.keys", "v.lines")} AS usual,
           CASE WHEN r.id IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(
               coalesce(r.attachments, '[]'))::integer) END AS papers,
           coalesce(v.lines, {LINE_KEYS}) AS line_keys, {BY_CARRIER} AS by_carrier,
           merged.found -> p.id::text AS extras
      FROM past p
CROSS JOIN (SELECT bpm_sale_order_documents(array_agg(id)) AS found FROM past OFFSET 0) merged
 LEFT JOIN bpm_approval_request r ON r.res_model = 'sale.order' AND r.res_id = p.id
                                 AND r.state = 'approved'
 LEFT JOIN versions v ON v.id = r.version_id
    OFFSET 0
), judged AS (
    SELECT asked.*, {FINGERPRINT} AS now FROM asked OFFSET 0
)
SELECT j.name, CASE WHEN j.by_orm THEN j.request END
  FROM judged j
 WHERE CASE WHEN j.usual THEN j.digest <> j.now
            WHEN NOT j.by_orm THEN j.digest <> bpm_sale_order_digest(
                bpm_sale_order_content(j.document, j.keys, j.lines, j.papers))
            ELSE true END
   AND NOT EXISTS (
        SELECT FROM bpm_journal e
         WHERE e.res_model = 'sale.order' AND e.res_id = j.document
           AND e.event IN ('no_route', 'own_authority', 'changed_after')
           AND e.data ->> 'digest' = CASE WHEN j.papers IS NULL THEN j.now ELSE {PROOF} END)
 ORDER BY j.document
"""

# Of the entries about one place, decisions and takings back take turns.
DECIDED_TWICE = """
WITH said AS (
    SELECT (data ->> 'slot')::integer AS place, event, user_id,
           lag(event) OVER (PARTITION BY data ->> 'slot' ORDER BY id) AS before,
           lead(event) OVER (PARTITION BY data ->> 'slot' ORDER BY id) AS after
      FROM bpm_journal
     WHERE event IN ('approved', 'remarked', 'rejected', 'returned', 'taken_back')
       AND data ? 'slot'
)
SELECT s.title
  FROM bpm_approval_slot s LEFT JOIN said ON said.place = s.id
 WHERE (said.event <> 'taken_back' AND said.before <> 'taken_back')
    OR (said.after IS NULL AND said.event <> 'taken_back'
        AND (said.event <> s.state OR said.user_id <> s.approver_id))
    OR (s.state IN ('approved', 'remarked', 'rejected', 'returned')
        AND (s.decided_at IS NULL OR said.event IS NULL))
    OR (said.after IS NULL AND said.event = 'taken_back' AND s.decided_at IS NOT NULL)
 GROUP BY s.id
"""

DECIDED_BY_THE_ASKER = """
SELECT r.name
  FROM bpm_approval_slot s JOIN bpm_approval_request r ON r.id = s.request_id
 WHERE s.state IN ('approved', 'remarked', 'rejected', 'returned')
   AND ARRAY[s.approver_id, s.on_behalf_of_id] && ARRAY[r.requester_id, r.last_editor_id]
 GROUP BY r.id
"""

# The last entry that speaks of a request's end tells its state; two ends in a row are one too many.
STATE_UNLIKE_TRAIL = """
WITH told AS (
    SELECT (data ->> 'request')::integer AS request, res_id, id,
           CASE event WHEN 'submitted' THEN 'open' WHEN 'taken_back' THEN 'open'
                      WHEN 'settled' THEN data ->> 'outcome'
                      WHEN 'own_authority' THEN 'approved' WHEN 'restored' THEN 'approved'
                      WHEN 'withdrawn' THEN 'withdrawn'
                      ELSE 'void' END AS state, event
      FROM bpm_journal
     WHERE data ? 'request'
       AND event IN ('submitted', 'taken_back', 'settled', 'own_authority', 'restored',
                     'withdrawn', 'voided', 'corrected', 'offer_accepted')
), turns AS (
    SELECT request, res_id, event, state,
           lag(event) OVER w AS before_event, lag(state) OVER w AS before,
           lead(event) OVER w AS after
      FROM told WINDOW w AS (PARTITION BY request ORDER BY id)
)
SELECT r.name
  FROM bpm_approval_request r LEFT JOIN turns t ON t.request = r.id
 WHERE t.request IS NULL
    OR t.res_id <> r.res_id
    OR (t.before_event IS NULL) <> (t.event = 'submitted')
    OR (t.after IS NULL AND t.state <> r.state)
    OR (t.event IN ('settled', 'own_authority', 'withdrawn') AND t.before <> 'open')
    OR (t.state = 'void' AND t.before NOT IN ('open', 'approved'))
    OR (t.event = 'restored' AND t.before <> 'void')
    OR (r.state IN ('approved', 'rejected', 'returned', 'withdrawn', 'void')
        AND r.settled_at IS NULL)
 GROUP BY r.id
"""

# Per step: how many agreed, how many are needed, by the version the request started with; less
# the requester, where they agree by their own authority.
ENOUGH_AND_WAITING = """
WITH rules AS (
    SELECT v.id AS version_id, step ->> 'key' AS key, step ->> 'quorum' AS quorum,
           (step ->> 'number')::integer AS number,
           ARRAY(SELECT jsonb_array_elements_text(step -> 'veto'))::integer[] AS veto
      FROM bpm_approval_version v, jsonb_array_elements(v.data -> 'steps') AS step
), counted AS (
    SELECT r.id, r.name, s.sequence, rules.quorum,
           count(*) FILTER (WHERE s.state IN ('approved', 'remarked')) AS agreed,
           count(*) FILTER (WHERE s.state = 'rejected') AS against,
           count(*) FILTER (WHERE s.state = 'pending') AS waiting,
           bool_or(s.state = 'rejected'
                   AND ARRAY[s.approver_id, s.on_behalf_of_id] && rules.veto) AS vetoed,
           count(*) AS people,
           CASE rules.quorum WHEN 'all' THEN count(*)
                WHEN 'number' THEN least(greatest(rules.number, 1), count(*) + own.agreed)
                                   - own.agreed
                ELSE 1 END AS goal
      FROM bpm_approval_request r
      JOIN bpm_approval_slot s ON s.request_id = r.id AND s.state <> 'cancelled'
 LEFT JOIN rules ON rules.version_id = r.version_id AND rules.key = s.step_key
CROSS JOIN LATERAL (
           SELECT count(*) AS agreed FROM jsonb_array_elements(r.plan) step
            WHERE step ->> 'key' = s.step_key AND step -> 'own' = 'true') own
     WHERE r.state = 'open'
     GROUP BY r.id, s.sequence, s.step_key, rules.quorum, rules.number, own.agreed
)
SELECT name FROM counted
 WHERE (waiting > 0 AND agreed >= goal)
    OR (against > 0 AND (vetoed OR coalesce(quorum, 'any') = 'any' OR people - against < goal))
 GROUP BY id, name
"""

WAITING_FOR_NOBODY = """
SELECT r.name
  FROM bpm_approval_request r
 WHERE r.state = 'open'
   AND NOT EXISTS (SELECT FROM bpm_approval_slot s
                    WHERE s.request_id = r.id AND s.state = 'pending')
   AND NOT EXISTS (SELECT FROM jsonb_array_elements(r.plan) step WHERE step ->> 'status' = 'stuck')
"""

PLACES_LEFT_OVER = """
SELECT r.name
  FROM bpm_approval_request r JOIN bpm_approval_slot s ON s.request_id = r.id
 WHERE r.state <> 'open' AND s.state IN ('waiting', 'pending')
 GROUP BY r.id
"""
