"""Everything said about a request, in one column of any statement that has request ``r``."""

from odoo.tools import SQL

# Everything said about request r, oldest first. Names and words are read past the reader's
# rights: who may read the request may read what was said about it.
TALK = SQL(
    """(SELECT json_agg(json_build_object(
                   'id', q.id, 'who', asker.name, 'whom', asked.name, 'text', words.text,
                   'person_id', q.person_id, 'asker_id', q.asker_id, 'state', q.state,
                   'pause', q.pause, 'at', q.create_date, 'answer', answer.text,
                   'answered_by', answerer.name, 'answered_at', q.answered_at) ORDER BY q.id)
          FROM bpm_approval_question q
          JOIN res_users ua ON ua.id = q.asker_id
          JOIN res_partner asker ON asker.id = ua.partner_id
          JOIN res_users up ON up.id = q.person_id
          JOIN res_partner asked ON asked.id = up.partner_id
     LEFT JOIN res_users ub ON ub.id = q.answered_by_id
     LEFT JOIN res_partner answerer ON answerer.id = ub.partner_id
     LEFT JOIN bpm_journal_comment words ON words.id = q.comment_id
     LEFT JOIN bpm_journal_comment answer ON answer.id = q.answer_id
         WHERE q.request_id = r.id)"""
)
