from . import ir_ui_menu, res_config_settings, res_users
