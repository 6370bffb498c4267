from . import approval_report
