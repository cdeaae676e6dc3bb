"""Reading many articles: what is done already, by how many processes, and what becomes of each."""
