"""Who signs in: the user, known by e-mail address, and how sign-in behaves."""
