"""What was done: one event for each action, by whom, and what it changed."""
