"""The schematic map (阵地示意图): which stations there are and where they stand, not to scale, drawn by the server."""
