from . import xray_report
from . import approval
from . import outreach
from . import approval, outreach
