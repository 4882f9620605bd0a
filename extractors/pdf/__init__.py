"""What the PDF reader is made of: text by PDFium, paint by its page objects, structure by pdfminer.six."""
