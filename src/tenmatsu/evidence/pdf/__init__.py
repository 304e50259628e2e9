"""What a PDF page shows, what lies hidden in it, and what earlier revisions held."""
