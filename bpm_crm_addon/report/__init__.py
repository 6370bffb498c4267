from . import approval, outreach, xray_report
