"""Pure decisions of the line: steps a place may take, windows of offers, reading the ledger."""
