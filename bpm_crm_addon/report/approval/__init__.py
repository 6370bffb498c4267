from . import approval_report
from . import approval_sheet
