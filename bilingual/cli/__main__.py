"""`python -m bilingual.cli`, for where the script is not on the path."""

from bilingual.cli.app import main

main()
