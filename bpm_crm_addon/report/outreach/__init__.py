from . import contact_proof
