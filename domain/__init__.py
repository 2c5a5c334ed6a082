"""The order, its commands, facts and clocks, the calendar and the rule pack: pure."""
