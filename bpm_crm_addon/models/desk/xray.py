"""The X-ray: what a database already tells about discounts, money and clients. Read-only."""
