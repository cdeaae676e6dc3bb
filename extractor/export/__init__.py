"""One-way formats that others read: Parquet, CSV, IATI activities, a page of queries for Datasette, totals."""
