"""How applications look in JSON: to their teams, and to the staff of the programme."""
