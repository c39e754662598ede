"""From where rosters come, and what becomes of them: the database, JSON, and what if."""
