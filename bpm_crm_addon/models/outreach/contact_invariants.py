"""I7 as questions to the database, in words of their own: nothing of the verdict's code is asked.

What counts is the moment of the claim, as the counting row of the address keeps it (31 days, by the
second): a stop that came while a message was with the server is no fault. A rule that was changed
since is not held against what left before.
"""

# Messages that were handed over, or may have been: whom they went to, and when they were claimed.
CLAIMED = """
    WITH claimed AS (
        SELECT m.id, m.address, m.channel, m.company_id, m.purpose_id, m.create_date,
               p.message_class, card.id AS card, firm.id AS firm, firm.is_company AS is_firm,
               ARRAY[home.country_id, coalesce(card.country_id, firm.country_id)] AS countries,
               max(to_timestamp((b ->> 1)::bigint) AT TIME ZONE 'UTC') AS at
          FROM bpm_message m
          JOIN bpm_contact_purpose p ON p.id = m.purpose_id
          JOIN bpm_contact_count c ON c.point = m.address
         CROSS JOIN jsonb_array_elements(c.moments) AS b
          JOIN res_company company ON company.id = m.company_id
          JOIN res_partner home ON home.id = company.partner_id
          LEFT JOIN res_partner card ON card.id = m.partner_id
          LEFT JOIN res_partner firm ON firm.id = card.commercial_partner_id
         WHERE b ->> 3 <> 'call' AND (b ->> 4)::int = m.id
           AND (m.handed_over_at IS NOT NULL OR m.state IN ('sending', 'unknown'))
         GROUP BY m.id, p.id, home.id, card.id, firm.id),
    booked AS (
        SELECT c.point, (b ->> 0)::int AS company_id, b ->> 2 AS message_class,
               b ->> 3 AS channel, (b ->> 4)::int AS id,
               to_timestamp((b ->> 1)::bigint) AT TIME ZONE 'UTC' AS at
          FROM bpm_contact_count c CROSS JOIN jsonb_array_elements(c.moments) AS b
         WHERE b ->> 3 <> 'call'),
    ruled AS (
        SELECT c.*, r.id AS rule, r.consent, r.limit_day, r.limit_week, r.limit_month,
               r.message_class AS rule_class, r.channel AS rule_channel
          FROM claimed c JOIN bpm_contact_policy r ON r.active AND r.write_date < c.at
           AND coalesce(r.company_id, c.company_id) = c.company_id
           AND coalesce(r.message_class, c.message_class) = c.message_class
           AND coalesce(r.channel, c.channel) = c.channel
           AND (r.party IS NULL OR (r.party = 'firm') = coalesce(c.is_firm, FALSE))
           AND (r.country_id IS NULL OR r.country_id = ANY(c.countries))
           AND (r.country_group_id IS NULL OR EXISTS (
                SELECT FROM res_country_res_country_group_rel g
                 WHERE g.res_country_group_id = r.country_group_id
                   AND g.res_country_id = ANY(c.countries)))
           AND c.at::date >= coalesce(r.date_from, c.at::date)
           AND c.at::date <= coalesce(r.date_to, c.at::date))
"""
# A consent that speaks of a message.
ABOUT = """
    k.address = c.address AND k.channel = c.channel
    AND coalesce(k.company_id, c.company_id) = c.company_id
    AND coalesce(k.purpose_id, c.purpose_id) = c.purpose_id
"""
GIVEN = f"""
    EXISTS (SELECT FROM bpm_consent k WHERE {ABOUT} AND k.given_at <= c.at
               AND coalesce(k.withdrawn_at, 'infinity') >= c.at
               AND coalesce(k.until, 'infinity') >= c.at)
"""
# After it was written, or before that with no consent since.
WITHDRAWN = f"""
    EXISTS (SELECT FROM bpm_consent k WHERE {ABOUT}
               AND k.withdrawn_at BETWEEN c.create_date AND c.at - interval '1 second')
    OR NOT {GIVEN} AND EXISTS (SELECT FROM bpm_consent k WHERE {ABOUT}
                                  AND k.withdrawn_at < c.create_date)
"""
OVER = """
    SELECT c.id FROM ruled c JOIN booked mine ON mine.id = c.id AND mine.at = c.at
      JOIN booked b ON b.point = mine.point AND b.company_id = c.company_id AND b.at <= c.at
       AND b.at > c.at - interval '{hours} hours'
       AND coalesce(c.rule_class, b.message_class) = b.message_class
       AND coalesce(c.rule_channel, b.channel) = b.channel
     WHERE c.{limit} > 0
     GROUP BY c.id, c.rule, c.{limit}, mine.point HAVING count(DISTINCT b.id) > c.{limit}
"""
CHECKS = {
    "handed over though on the stop list": """
        SELECT c.id FROM claimed c JOIN bpm_suppression s
            ON (s.points ? c.address OR s.partner_id IN (c.card, c.firm))
         WHERE greatest(s.since, s.create_date) < c.at
           AND (s.until IS NULL OR s.until > c.create_date)
           AND coalesce(s.company_id, c.company_id) = c.company_id
           AND coalesce(s.channel, c.channel) = c.channel
           AND coalesce(s.purpose_id, c.purpose_id) = c.purpose_id
           AND coalesce(s.message_class, c.message_class) = c.message_class
           AND (c.message_class <> 'legal' OR s.message_class = 'legal')""",
    "handed over though on Odoo's blacklist": """
        SELECT c.id FROM claimed c JOIN mail_blacklist b ON b.email = c.address AND b.active
         WHERE c.channel = 'email' AND c.message_class <> 'legal' AND b.write_date < c.at
         UNION
        SELECT c.id FROM claimed c JOIN phone_blacklist b ON b.number = c.address AND b.active
         WHERE c.message_class <> 'legal' AND b.write_date < c.at""",
    "handed over without consent": f"""
        SELECT c.id FROM ruled c WHERE c.consent = 'prior' AND NOT {GIVEN}""",
    "handed over after consent was withdrawn": f"""
        SELECT c.id FROM ruled c WHERE c.consent IS NOT NULL AND ({WITHDRAWN})""",
    "handed over above the limit of a day": OVER.format(hours=24, limit="limit_day"),
    "handed over above the limit of a week": OVER.format(hours=168, limit="limit_week"),
    "handed over above the limit of a month": OVER.format(hours=720, limit="limit_month"),
}
CONTACT_CHECKS = {name: f"{CLAIMED} {query} ORDER BY 1" for name, query in CHECKS.items()}
