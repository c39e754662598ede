"""The yearly work: rounds, reviews, answers, actions, and the view across all areas."""
