"""The post: e-mail that is written down with what it tells, and delivered afterwards."""
