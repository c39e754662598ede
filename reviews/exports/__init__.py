"""What of a review leaves the service as a paper."""
