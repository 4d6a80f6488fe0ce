"""What belongs to activities beyond time and place: cost plan, monthly series, topics, minutes, photos, follow-ups.

Above the station models, below nothing of its own: read enums, models, policies, workflow, then the views.
Its tables carry the app label stations; `stations.models` gathers them.
"""
