"""That somebody had everything deleted: known again by a keyed hash, and by nothing else."""
