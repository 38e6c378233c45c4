"""What a guide is: frozen records, figures and prose. No files, no HTML."""
