"""Pure decisions about months, numbers and days."""
