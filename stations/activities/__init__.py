"""Activities (代表活动): plan, invitations, series, topics, costs, minutes, photos, follow-ups."""
