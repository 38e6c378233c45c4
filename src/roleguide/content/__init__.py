"""Files become a guide: reading, decoding, whole-guide rules."""
