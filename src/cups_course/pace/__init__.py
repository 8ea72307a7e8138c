"""A person's own pace: days, plans, what is set aside, and what was written. Pure."""
