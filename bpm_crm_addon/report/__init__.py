from . import xray_report
from . import approval
