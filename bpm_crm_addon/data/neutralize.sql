-- A copy of a database writes to nobody outside.
UPDATE res_company SET bpm_outreach_mode = 'paused';
UPDATE bpm_department SET mail_server_id = NULL;
