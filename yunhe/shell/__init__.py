"""The frame of every page: menu, head, device, large type, static files."""
