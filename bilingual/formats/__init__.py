"""Documents and term bases on disk, and inline markup: one file a format."""
