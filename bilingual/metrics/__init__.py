"""Scores: sacrebleu's metrics, term accuracy, number accuracy; one file a metric."""
