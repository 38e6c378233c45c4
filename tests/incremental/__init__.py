"""A build that remembers gives the site and the words of one that does not."""
