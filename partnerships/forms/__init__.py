"""What people type, checked for its shape; forms never write."""
