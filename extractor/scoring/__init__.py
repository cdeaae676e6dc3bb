"""Records and mentions against gold: counts that add up, how sure they are, and what to mend."""
