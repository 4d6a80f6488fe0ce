"""Standing teams of deputies and others (共治组、服务团、代表小组)."""
