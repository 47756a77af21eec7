"""Pure decisions about calls: open or not, in time or late."""
