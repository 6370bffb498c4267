-- A copy of a database writes to nobody outside.
UPDATE res_company SET bpm_outreach_mode = 'paused';
UPDATE bpm_department SET mail_server_id = NULL;
UPDATE bpm_gateway SET active = FALSE, secret_kept = NULL, receipt_secret_kept = NULL;
