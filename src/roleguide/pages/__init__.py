"""A guide becomes pages: addresses, questions, views, machine pages."""
