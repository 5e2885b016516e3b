"""Pages of a PDF: what is drawn on them, and which lines, columns and paragraphs it makes."""
