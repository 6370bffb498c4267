from . import xray_report
