"""``python -m roleguide`` is the console script."""

from roleguide.cli import main_and_exit

main_and_exit()
