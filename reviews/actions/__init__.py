"""Every write of the yearly work, one verb a function, named by its room: `reviews.submit`."""
