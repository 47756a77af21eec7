"""How proposals and pairs look in JSON. Rankings, vetoes and notes of either side never do."""
