"""A QR code as an SVG picture. Odoo's own barcode pictures need a drawing library that many
servers lack; the pattern itself comes with what Odoo requires."""

import base64

from reportlab.graphics.barcode.qr import QrCodeWidget

QUIET = 4  # modules of white around the code, as the standard asks


def qr_picture(text):
    """Return ``text`` as a QR code: the address (data:) of an SVG picture."""
    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    size = len(code.modules) + 2 * QUIET
    dark = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, modules in enumerate(code.modules)
        for column, is_dark in enumerate(modules)
        if is_dark
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path d="{dark}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
