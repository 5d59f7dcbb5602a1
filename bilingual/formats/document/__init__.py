"""Document formats: one module each, found by `base.formats`."""
