"""Going in, telling of changes, reminding, and the calendar's secret address."""
