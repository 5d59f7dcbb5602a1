"""Training of glossary-aware Argos packages from parallel text (the `train` extra).

From files to a package, each step a module::

    pairs → cleaning → vocabulary → (alignment → marking · augmentation · noise) → mixture → batches
          → network · schedule · trainer · checkpoint → export → card

Only `network`, `trainer`, `checkpoint` and `export` need PyTorch; the rest runs without it.
"""
