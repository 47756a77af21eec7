"""How learning looks in JSON. Which answers to a quiz are right is in none of it."""
