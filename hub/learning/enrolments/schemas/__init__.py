"""How enrolments, the line and its ledger look in JSON."""
