"""Spreadsheets: cells, number formats and what stands beside the cells, in XML and in binary."""
