"""Text: normalisation, segmentation, protection, Korean, English, numbers, files."""
