"""The X-ray: what the company's own data say before anything is set up."""
