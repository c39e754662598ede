"""What somebody may do: permissions, the roles that grant them, and the one place that decides."""
