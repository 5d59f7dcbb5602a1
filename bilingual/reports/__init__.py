"""One report, many readers: terminal, JSON, SARIF, JUnit, GitHub annotations, HTML."""
